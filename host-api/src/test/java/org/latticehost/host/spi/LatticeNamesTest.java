package org.latticehost.host.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LatticeNamesTest {

    @ParameterizedTest
    @CsvSource({
        "a, a, true",
        "a, b, false",
        "a.b, a.b, true",
        "a.b, a, false",
        "a, a.b, false",
        "*, a, true",
        "*, a.b, false",
        "a.*, a.b, true",
        "a.*.c, a.b.c, true",
        "a.*.c, a.b.d, false",
        "a.>, a, false",
        "a.>, a.b, true",
        "a.>, a.b.c, true",
        ">, a, true",
        ">, a.b.c, true",
        "*.>, a, false",
        "ab.c, a.bc, false",
    })
    void matchesSubjectsAsNatsDoes(String pattern, String subject, boolean matches) {
        assertThat(LatticeNames.matches(pattern, subject)).isEqualTo(matches);
    }

    @Test
    void quotesTheNameAndSaysWhy() {
        assertThatThrownBy(() -> LatticeNames.requireSubject("a..b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("malformed subject 'a..b': it or a token of it is empty");
        assertThatThrownBy(() -> LatticeNames.requireKey("a:b"))
                .hasMessage("malformed key 'a:b': allowed are letters, digits and - / _ = .");
        assertThatThrownBy(() -> LatticeNames.requireHeader("a", "secret\n")).hasMessageNotContaining("secret");
    }
}
