package io.orderlake.launcher.lake;

import java.io.Serial;
import java.nio.file.Path;
import java.util.Map;
import org.apache.iceberg.Files;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;

/** Reads a bucket's objects from the folder in which local S3 keeps them. Iceberg creates instances by the name of this class. */
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
        // Not by java.net.URI: it would decode the values of partitions, which are encoded in the key.
        int bucket = location.indexOf("://") + "://".length();
        return folder.resolve(location.substring(location.indexOf('/', bucket) + 1));
    }

    @Override
    public InputFile newInputFile(String path) {
        return Files.localInput(local(Path.of(folder), path).toFile());
    }

    @Override
    public OutputFile newOutputFile(String path) {
        throw new UnsupportedOperationException("Cannot write " + path + ": only the S3 of the fleet may do so");
    }

    @Override
    public void deleteFile(String path) {
        throw new UnsupportedOperationException("Cannot delete " + path + ": only the S3 of the fleet may do so");
    }
}
