package io.orderlake.k8s;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Publishes the manifests, so that a review shows how a change of a template or value changes them. */
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
