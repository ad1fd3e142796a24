package io.orderlake.fleet;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an expression names, found without a Prometheus.
 *
 * @param metrics names of metrics and recorded series, each with the labels that its braces name
 * @param grouped labels of by, on and group_left
 */
record PromQl(Map<String, Set<String>> metrics, Set<String> grouped) {

    private static final Pattern TEXT = Pattern.compile("\"[^\"]*\"");
    private static final Pattern RANGE = Pattern.compile("\\[[^]]*]|\\boffset\\s+\\w+");
    private static final Pattern CLAUSE =
            Pattern.compile("\\b(by|without|on|ignoring|group_left|group_right)\\s*\\(([^)]*)\\)");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_]\\w*)\\s*(=~|!~|!=|=)");
    private static final Pattern SELECTOR =
            Pattern.compile("(?<![\\w.])([a-zA-Z_:][\\w:]*)(?![\\w:])\\s*(?!\\s*\\()(\\{[^}]*})?");
    private static final Set<String> WORDS =
            Set.of("and", "or", "unless", "bool", "sum", "max", "min", "count", "group");

    static PromQl of(String expression) {
        String bare = RANGE.matcher(TEXT.matcher(expression).replaceAll("\"\"")).replaceAll(" ");
        Set<String> grouped = new LinkedHashSet<>();
        Matcher clause = CLAUSE.matcher(bare);
        while (clause.find()) {
            grouped.addAll(words(Objects.requireNonNull(clause.group(2))));
        }
        Map<String, Set<String>> metrics = new LinkedHashMap<>();
        Matcher selector = SELECTOR.matcher(clause.replaceAll(" "));
        while (selector.find()) {
            if (!WORDS.contains(selector.group(1))) {
                Set<String> labels = metrics.computeIfAbsent(selector.group(1), name -> new LinkedHashSet<>());
                Matcher label = LABEL.matcher(selector.group(2) == null ? "" : selector.group(2));
                while (label.find()) {
                    labels.add(label.group(1));
                }
            }
        }
        return new PromQl(metrics, grouped);
    }

    private static Set<String> words(String list) {
        Set<String> words = new LinkedHashSet<>();
        for (String word : list.split(",")) {
            if (!word.isBlank()) {
                words.add(word.trim());
            }
        }
        return words;
    }
}
