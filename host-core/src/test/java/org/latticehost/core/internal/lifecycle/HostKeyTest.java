package org.latticehost.core.internal.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.latticehost.core.internal.key.Nkey;
import org.latticehost.host.error.ConfigurationException;

class HostKeyTest {
    // RFC 8032, section 7.1, test 1.
    private static final byte[] SEED =
            HexFormat.of().parseHex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
    private static final byte[] PUBLIC =
            HexFormat.of().parseHex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");

    @Test
    void givesThePublicKeyOfASeed() {
        String seed = Nkey.serverSeed(SEED);

        assertThat(seed).hasSize(58).startsWith("SN");
        assertThat(HostKey.of(Optional.of(seed)).id()).isEqualTo(Nkey.serverPublicKey(PUBLIC));
    }

    @Test
    void isTheSameHostWithTheSameSeed() {
        assertThat(HostKey.of(Optional.of("SNACVGGUAV2EUW56MOIT3RXEMLKZRB2E5MWZMS536PY2MPEN7DWHC4GRKU"))
                        .id())
                .isEqualTo("NDYWRHLUOJ6FQNZBEOKNRDJRQ22B5P3WZ3E43VN7E4Y5ACOB6Z3ZIL7C");
    }

    @Test
    void makesANewKeyWithoutASeed() {
        String id = HostKey.of(Optional.empty()).id();

        assertThat(id)
                .hasSize(56)
                .startsWith("N")
                .isNotEqualTo(HostKey.of(Optional.empty()).id());
    }

    @Test
    void refusesADamagedSeedWithoutRepeatingIt() {
        String seed = Nkey.serverSeed(SEED);
        String damaged = seed.substring(0, 20) + (seed.charAt(20) == 'A' ? 'B' : 'A') + seed.substring(21);

        assertThatThrownBy(() -> HostKey.of(Optional.of(damaged)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("check sum")
                .hasMessageNotContaining(damaged.substring(0, 10));
    }
}
