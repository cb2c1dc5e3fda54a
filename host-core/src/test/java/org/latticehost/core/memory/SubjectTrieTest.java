package org.latticehost.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latticehost.host.spi.LatticeNames;

class SubjectTrieTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void findsWhatComparingWithEveryPatternFinds(long seed) {
        Random random = new Random(seed);
        SubjectTrie<String> trie = new SubjectTrie<>();
        List<String> patterns = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            String pattern = random(random, "a", "b", "*") + (random.nextInt(4) == 0 ? ".>" : "");
            patterns.add(pattern);
            trie.add(pattern, pattern);
        }
        for (int i = 0; i < 100; i++) {
            String removed = patterns.remove(random.nextInt(patterns.size()));
            trie.remove(removed, removed);
        }
        for (int i = 0; i < 200; i++) {
            String subject = random(random, "a", "b", "c");
            List<String> found = new ArrayList<>();
            trie.collect(subject, found);
            assertThat(found)
                    .as("seed %d, subject %s", seed, subject)
                    .containsExactlyInAnyOrderElementsOf(patterns.stream()
                            .filter(pattern -> LatticeNames.matches(pattern, subject))
                            .toList());
        }
        patterns.forEach(pattern -> trie.remove(pattern, pattern));
        assertThat(trie.isEmpty()).isTrue();
    }

    private static String random(Random random, String... tokens) {
        return Stream.generate(() -> tokens[random.nextInt(tokens.length)])
                .limit(1 + random.nextInt(4))
                .collect(Collectors.joining("."));
    }
}
