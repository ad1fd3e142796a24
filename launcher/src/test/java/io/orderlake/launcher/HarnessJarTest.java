package io.orderlake.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderlake.process.ParentGuard;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HarnessJarTest {

    @TempDir
    private Path home = Path.of("");

    @Test
    void aJarThatWasNotBuiltIsNamed() {
        assertThatThrownBy(() -> new HarnessJar(home, "harness/chaos").run(List.of(), List.of()))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("harness/chaos");
    }

    @Test
    void theExitCodeOfTheJarIsReturned() throws Exception {
        pack("harness/chaos", ExitWith.class);
        assertThat(new HarnessJar(home, "harness/chaos").run(List.of(), List.of("3")))
                .isEqualTo(3);
    }

    @Test
    void theJarKnowsTheCheckoutAndTheProcessToEndWith() throws Exception {
        pack("harness/chaos", ExitWith.class);
        String parent = Long.toString(ProcessHandle.current().pid());
        assertThat(new HarnessJar(home, "harness/chaos").run(List.of(), List.of("0", home.toString(), parent)))
                .isZero();
    }

    private void pack(String module, Class<?> main) throws IOException {
        Path target = Files.createDirectories(home.resolve(module).resolve("target"));
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, main.getName());
        String file = main.getName().replace('.', '/') + ".class";
        try (JarOutputStream jar =
                        new JarOutputStream(Files.newOutputStream(target.resolve("module-app.jar")), manifest);
                InputStream compiled =
                        Objects.requireNonNull(main.getClassLoader().getResourceAsStream(file))) {
            jar.putNextEntry(new JarEntry(file));
            compiled.transferTo(jar);
        }
    }

    /** Ends with the first argument, or with 1 if checkout or parent are not the expected ones. */
    static final class ExitWith {

        private ExitWith() {}

        public static void main(String[] args) {
            boolean expected = args.length < 3
                    || (args[1].equals(System.getProperty("orderlake.home"))
                            && args[2].equals(System.getenv(ParentGuard.PARENT_PID)));
            System.exit(expected ? Integer.parseInt(args[0]) : 1);
        }
    }
}
