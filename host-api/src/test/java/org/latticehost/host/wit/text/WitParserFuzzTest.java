package org.latticehost.host.wit.text;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

/** Any text is a package, or ends in an error that names the place. */
class WitParserFuzzTest {
    @FuzzTest
    void parsesOrNamesTheMistake(FuzzedDataProvider data) {
        String text = data.consumeRemainingAsString();
        try {
            WitPackage parsed = WitPackage.parse(text);
            if (parsed.toString().isEmpty()) {
                throw new AssertionError("a package without text");
            }
        } catch (WitParseException expected) {
            if (!String.valueOf(expected.getMessage()).contains("line ")) {
                throw new AssertionError("no place in: " + expected.getMessage(), expected);
            }
        }
    }
}
