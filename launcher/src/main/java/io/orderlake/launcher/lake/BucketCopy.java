package io.orderlake.launcher.lake;

import io.orderlake.contract.ObjectKey;
import io.orderlake.launcher.ConsoleProgress;
import io.orderlake.launcher.UserError;
import io.orderlake.stream.aws.AwsClients;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A local copy of the lake's objects, updated before it is read. */
public final class BucketCopy {

    private static final List<String> PREFIXES = List.of(ObjectKey.LANDING, ObjectKey.ERRORS);

    private BucketCopy() {}

    /** Downloads new and changed objects, removes the copies of deleted ones, and returns the folder. */
    public static Path refresh(AwsClients clients, String bucket, Path folder, ConsoleProgress progress) {
        Set<Path> current = new HashSet<>();
        try (S3Client s3 = clients.s3()) {
            for (String prefix : PREFIXES) {
                for (S3Object object : list(s3, bucket, prefix)) {
                    Path file = folder.resolve(object.key()).normalize();
                    // A key may contain "..", so the file is checked to be inside the folder.
                    if (file.startsWith(folder) && !object.key().endsWith("/")) {
                        current.add(file);
                        progress.live("Copying the lake to this machine: " + current.size() + " objects");
                        copy(s3, bucket, object, file);
                    }
                }
            }
            removeOthers(folder, current);
            return folder;
        } catch (SdkException | IOException | UncheckedIOException e) {
            throw new UserError("Cannot copy bucket " + bucket + " to this machine: " + e.getMessage(), e);
        }
    }

    private static Iterable<S3Object> list(S3Client s3, String bucket, String prefix) {
        return s3.listObjectsV2Paginator(list -> list.bucket(bucket).prefix(prefix))
                .contents();
    }

    private static void copy(S3Client s3, String bucket, S3Object object, Path file) throws IOException {
        FileTime stored = FileTime.from(object.lastModified());
        if (Files.exists(file)
                && Files.size(file) == object.size()
                && Files.getLastModifiedTime(file).equals(stored)) {
            return;
        }
        Files.createDirectories(file.getParent());
        Path part = file.resolveSibling("." + file.getFileName() + ".part");
        Files.deleteIfExists(part);
        s3.getObject(get -> get.bucket(bucket).key(object.key()), part);
        Files.setLastModifiedTime(part, stored);
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void removeOthers(Path folder, Set<Path> current) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                if (!current.contains(file)) {
                    Files.delete(file);
                }
            }
        }
    }
}
