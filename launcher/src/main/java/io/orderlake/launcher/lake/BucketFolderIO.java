package io.orderlake.launcher.lake;

import java.io.Serial;
import java.nio.file.Path;
import java.util.Map;
import org.apache.iceberg.Files;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;

/** Reads a bucket's objects from the folder that local S3 keeps them in. Iceberg makes it by its name. */
public final class BucketFolderIO implements FileIO {

    /** The property that names the folder. */
    static final String FOLDER = "orderlake.bucket-folder";

    @Serial
    private static final long serialVersionUID = 1L;

    private String folder = "";

    @Override
    public void initialize(Map<String, String> properties) {
        folder = properties.getOrDefault(FOLDER, "");
    }

    /** The file of an object. */
    static Path local(Path folder, String location) {
        // Not by URI, which would decode what stands encoded in the key: a partition's value.
        int bucket = location.indexOf("://") + "://".length();
        return folder.resolve(location.substring(location.indexOf('/', bucket) + 1));
    }

    @Override
    public InputFile newInputFile(String path) {
        return Files.localInput(local(Path.of(folder), path).toFile());
    }

    @Override
    public OutputFile newOutputFile(String path) {
        throw new UnsupportedOperationException("Cannot write " + path + ": expected the S3 of the fleet to do so");
    }

    @Override
    public void deleteFile(String path) {
        throw new UnsupportedOperationException("Cannot delete " + path + ": expected the S3 of the fleet to do so");
    }
}
