package org.latticehost.core.internal.lifecycle;

import java.util.Locale;
import java.util.random.RandomGenerator;

/** Names that people can tell apart and say: {@code silent-river-0421}. */
final class FriendlyNames {
    private static final String[] ADJECTIVES =
            ("amber ancient autumn bold brave breezy bright calm clear cool cosy crisp"
                            + " dapper dawn deep dusky early eager fair fleet floral fresh frosty gentle golden grand green hidden"
                            + " honest icy jolly keen kind late light little lively lucky lunar mellow merry misty morning mossy"
                            + " noble patient plucky polished proud quick quiet rapid restless rustic shy silent silver snowy"
                            + " solar sparkling spring steady still summer sunny swift tidy tranquil velvet wandering warm white"
                            + " wild winter wise young")
                    .split(" ");
    private static final String[] NOUNS = ("acorn badger beacon birch bird breeze brook canyon cedar cliff cloud comet"
                    + " coral creek dawn delta dew dream dune eagle ember falcon feather fern field fjord flower forest"
                    + " fox garden glade glacier grove harbor hare hawk heron hill island lagoon lake lantern leaf lynx"
                    + " maple meadow moon moss mountain night oak ocean orchard otter owl pebble pine pond prairie rain"
                    + " raven reef ridge river robin sail sea shadow shore sky snowflake sparrow spruce star stone sunset"
                    + " thunder tide trail tree valley wave willow wind wren")
            .split(" ");

    private FriendlyNames() {}

    static String next(RandomGenerator random) {
        return String.format(
                Locale.ROOT,
                "%s-%s-%04d",
                ADJECTIVES[random.nextInt(ADJECTIVES.length)],
                NOUNS[random.nextInt(NOUNS.length)],
                1 + random.nextInt(9_999));
    }
}
