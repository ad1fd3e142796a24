package io.orderlake.k8s;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a change of a template or a value does to the manifests is seen in the review. */
class GoldenRenderingTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden");

    @ParameterizedTest
    @EnumSource(names = {"PRODUCTION", "LOCAL"})
    void manifestsAreAsReviewed(ValueSet set) throws IOException {
        String name = set == ValueSet.PRODUCTION ? "production" : "local";

        Published.assertCurrent(
                GOLDEN.resolve(name + ".yaml"),
                Rendering.of(Chart.ORDERLAKE, Rendering.KUBERNETES.get(1), set.file())
                        .text());
    }
}
