package io.orderlake.proof.lake;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** An object's lines, and their digest, which the writer stores with the objects of all formats. */
public record LandedLines(List<LandedRow> rows, String rowsDigest, List<String> unreadable) {

    public LandedLines {
        rows = List.copyOf(rows);
        unreadable = List.copyOf(unreadable);
    }

    /** An object whose rows are not compared. */
    public static final LandedLines NONE = new LandedLines(List.of(), "", List.of());

    private static final int BUFFER = 1 << 16;

    /** How a line becomes a row. */
    public interface Line {
        /** @throws IllegalArgumentException if the bytes are no row */
        LandedRow read(byte[] bytes, int from, int length);
    }

    /** The lines of an object, and why some could not be read. */
    public static LandedLines of(byte[] object, boolean gzipped, Line line) {
        List<LandedRow> rows = new ArrayList<>();
        List<String> unreadable = new ArrayList<>();
        byte[] bytes;
        try {
            bytes = gzipped ? unpacked(object) : object;
        } catch (IOException e) {
            return new LandedLines(List.of(), "", List.of("the object is no gzip: " + e.getMessage()));
        }
        int from = 0;
        for (int i = 0; i <= bytes.length; i++) {
            if (i == bytes.length ? i > from : bytes[i] == '\n') {
                try {
                    rows.add(line.read(bytes, from, i - from));
                } catch (IllegalArgumentException e) {
                    unreadable.add(String.valueOf(e.getMessage()));
                }
                from = i + 1;
            }
        }
        return new LandedLines(rows, sha256(bytes), unreadable);
    }

    private static byte[] unpacked(byte[] object) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(object), BUFFER)) {
            return in.readAllBytes();
        }
    }

    /** SHA-256 in hexadecimal. */
    public static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
