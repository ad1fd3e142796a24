package io.orderlake.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderlake.fleet.JavaSource.Method;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The rules on sizes and names, on all sources of the repository, tests included. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SourceShapeTest {

    private static final int MAX_METHOD = 40;
    private static final int MAX_90TH_PERCENTILE = 12;
    private static final int MAX_FILE = 300;
    private static final int MANY_FILES = 500;
    /** Endings that say less than the word that the field uses, such as Processor, Listener, Fingerprint or Parser. */
    private static final List<String> RESERVED = List.of("Story", "Rim", "Watch", "Print", "Reading");

    private static final String A_SERVICE_OF_AWS = "CloudWatch";
    private static final List<String> RESERVED_CONSTANTS = List.of("MOST_", "LEAST_");

    private List<JavaSource> sources = List.of();

    @BeforeAll
    void parse() throws IOException {
        sources = JavaSource.ofRepository(Path.of("..", "..").toAbsolutePath().normalize());
        assertThat(sources).hasSizeGreaterThan(MANY_FILES);
    }

    @Test
    void noMethodIsAboveFortyLines() {
        assertThat(methodsLongerThan(MAX_METHOD, Method::wholeLines)).isEmpty();
    }

    @Test
    void nineOfTenMethodsHaveAtMostTwelveLinesOfCode() {
        int[] lines = sources.stream()
                .flatMap(source -> source.methods().stream())
                .mapToInt(Method::bodyLines)
                .sorted()
                .toArray();
        assertThat(lines[(int) (lines.length * 0.9)])
                .as(
                        "90th percentile of lines of code of %s methods; longer than %s: %s",
                        lines.length, MAX_90TH_PERCENTILE, methodsLongerThan(MAX_90TH_PERCENTILE, Method::bodyLines))
                .isLessThanOrEqualTo(MAX_90TH_PERCENTILE);
    }

    @Test
    void noFileIsAboveThreeHundredLines() {
        assertThat(sources.stream()
                        .filter(source -> source.lines() > MAX_FILE)
                        .map(source -> source.path() + " " + source.lines()))
                .isEmpty();
    }

    @Test
    void noNameStandsForTwoTopLevelTypes() {
        Map<String, List<String>> paths = new TreeMap<>();
        for (JavaSource source : sources) {
            source.topLevelTypes()
                    .forEach(type -> paths.merge(
                            type,
                            List.of(source.path()),
                            (one, other) ->
                                    Stream.of(one, other).flatMap(List::stream).toList()));
        }
        assertThat(paths.values().stream().filter(all -> all.size() > 1)).isEmpty();
    }

    @Test
    void noTypeHasAReservedWordInItsName() {
        assertThat(named(
                        JavaSource::types,
                        type -> RESERVED.stream().anyMatch(type::endsWith) && !type.equals(A_SERVICE_OF_AWS)))
                .isEmpty();
    }

    @Test
    void noConstantHasAReservedWordInItsName() {
        assertThat(named(
                        JavaSource::fields, field -> RESERVED_CONSTANTS.stream().anyMatch(field::startsWith)))
                .isEmpty();
    }

    @Test
    void linesAreCountedAsTheRulesMeanThem() throws IOException {
        JavaSource source = JavaSource.of("a/src/Example.java", """
                package a;

                class Example {
                    static final int MOST_ROWS = 1;

                    @Override
                    @Deprecated
                    public String toString() {
                        // A comment is no code.

                        return String.valueOf(
                                MOST_ROWS);
                    }

                    record InnerPrint(int a) {
                        InnerPrint {
                            a = 1;
                        }
                    }

                    abstract void none();
                }
                """);
        assertThat(source.lines()).isEqualTo(22);
        assertThat(source.topLevelTypes()).containsExactly("Example");
        assertThat(source.types()).containsExactly("Example", "InnerPrint");
        assertThat(source.fields()).contains("MOST_ROWS");
        assertThat(source.methods()).containsExactly(new Method("toString", 2, 6), new Method("<init>", 1, 3));
    }

    private List<String> methodsLongerThan(int limit, Function<Method, Integer> lines) {
        record Found(String text, int lines) {}
        return sources.stream()
                .flatMap(source -> source.methods().stream()
                        .map(method -> new Found(source.path() + ":" + method.name(), lines.apply(method))))
                .filter(found -> found.lines() > limit)
                .sorted(Comparator.comparing(Found::lines).reversed())
                .map(found -> found.text() + " " + found.lines())
                .toList();
    }

    private List<String> named(Function<JavaSource, List<String>> names, Predicate<String> reserved) {
        return sources.stream()
                .flatMap(
                        source -> names.apply(source).stream().filter(reserved).map(name -> source.path() + ":" + name))
                .toList();
    }
}
