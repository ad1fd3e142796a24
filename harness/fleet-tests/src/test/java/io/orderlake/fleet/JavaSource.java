package io.orderlake.fleet;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * One Java file, as the compiler parses it.
 *
 * @param topLevelTypes their simple names
 * @param types simple names of all types, nested ones included
 * @param fields names of all fields, locals and parameters
 */
record JavaSource(
        String path,
        int lines,
        List<String> topLevelTypes,
        List<String> types,
        List<String> fields,
        List<Method> methods) {

    /**
     * A method or constructor with a body.
     *
     * @param bodyLines lines of code between its braces, without blank lines and comments
     * @param wholeLines lines from the signature to the closing brace
     */
    record Method(String name, int bodyLines, int wholeLines) {}

    /** All Java sources of the repository. */
    static List<JavaSource> ofRepository(Path root) throws IOException {
        List<JavaFileObject> files = new ArrayList<>();
        try (Stream<Path> all = Files.walk(root)) {
            all.filter(JavaSource::isSource)
                    .sorted()
                    .forEach(file ->
                            files.add(new Text(root.relativize(file).toString().replace('\\', '/'), contentOf(file))));
        }
        return parsed(files);
    }

    /** A file of this text. */
    static JavaSource of(String path, String text) throws IOException {
        return parsed(List.of(new Text(path, text))).get(0);
    }

    private static boolean isSource(Path file) {
        String name = file.toString().replace('\\', '/');
        return name.endsWith(".java") && name.contains("/src/") && !name.contains("/target/");
    }

    private static String contentOf(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<JavaSource> parsed(List<JavaFileObject> files) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        JavacTask task = (JavacTask) compiler.getTask(null, null, problem -> {}, List.of("-proc:none"), null, files);
        SourcePositions positions = Trees.instance(task).getSourcePositions();
        List<JavaSource> sources = new ArrayList<>();
        for (CompilationUnitTree unit : task.parse()) {
            sources.add(new Scan(unit, positions).source());
        }
        return sources;
    }

    /** A source in memory. */
    private static final class Text extends SimpleJavaFileObject {
        private final String path;
        private final String content;

        Text(String path, String content) {
            super(URI.create("string:///" + path), Kind.SOURCE);
            this.path = path;
            this.content = content;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return content;
        }

        @Override
        public String getName() {
            return path;
        }
    }

    /** Gathers the names and methods of one file. */
    private static final class Scan extends TreeScanner<@Nullable Void, @Nullable Void> {
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final String text;
        private final List<String> types = new ArrayList<>();
        private final List<String> fields = new ArrayList<>();
        private final List<Method> methods = new ArrayList<>();

        Scan(CompilationUnitTree unit, SourcePositions positions) throws IOException {
            this.unit = unit;
            this.positions = positions;
            this.text = unit.getSourceFile().getCharContent(true).toString();
        }

        JavaSource source() {
            scan(unit, null);
            List<String> topLevel = unit.getTypeDecls().stream()
                    .filter(ClassTree.class::isInstance)
                    .map(type -> ((ClassTree) type).getSimpleName().toString())
                    .toList();
            int lines = (int) text.lines().count();
            return new JavaSource(unit.getSourceFile().getName(), lines, topLevel, types, fields, methods);
        }

        @Override
        public @Nullable Void visitClass(ClassTree type, @Nullable Void none) {
            types.add(type.getSimpleName().toString());
            return super.visitClass(type, none);
        }

        @Override
        public @Nullable Void visitVariable(VariableTree variable, @Nullable Void none) {
            fields.add(variable.getName().toString());
            return super.visitVariable(variable, none);
        }

        @Override
        public @Nullable Void visitMethod(MethodTree method, @Nullable Void none) {
            long end = positions.getEndPosition(unit, method);
            if (method.getBody() != null && end > 0) {
                long open = positions.getStartPosition(unit, method.getBody());
                String body = text.substring((int) open + 1, (int) end - 1);
                methods.add(
                        new Method(method.getName().toString(), linesOfCode(body), line(end) - signature(method) + 1));
            }
            return super.visitMethod(method, none);
        }

        private int signature(MethodTree method) {
            List<? extends AnnotationTree> annotations = method.getModifiers().getAnnotations();
            if (annotations.isEmpty()) {
                return line(positions.getStartPosition(unit, method));
            }
            Tree last = annotations.get(annotations.size() - 1);
            int after = (int) positions.getEndPosition(unit, last);
            while (Character.isWhitespace(text.charAt(after))) {
                after++;
            }
            return line(after);
        }

        private int line(long position) {
            return (int) unit.getLineMap().getLineNumber(position);
        }

        private static int linesOfCode(String body) {
            return (int) body.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .filter(line -> Stream.of("//", "*", "/*").noneMatch(line::startsWith))
                    .count();
        }
    }
}
