package io.orderlake.lakewriter.landing;

import io.orderlake.lakewriter.claim.Sha256;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lines without a person. Lines that do not name the person stay as they are, byte for byte.
 *
 * @param lines the lines that are left, line feeds included
 * @param found how many lines named the person
 * @param erased how many of the lines that are left are marked as erased
 */
public record ErasedLines(List<byte[]> lines, int found, int erased) {

    public ErasedLines {
        lines = List.copyOf(lines);
    }

    /** Decides about one line. */
    public interface LineEraser {

        /** The same array where the line stays; null where the whole line is removed. */
        @Nullable Line erase(byte[] line);
    }

    /**
     * A line that stays.
     *
     * @param erased whether it is marked as erased
     */
    public record Line(byte[] bytes, boolean erased) {}

    public static ErasedLines of(byte[] content, LineEraser eraser) {
        List<byte[]> left = new ArrayList<>();
        int found = 0;
        int erased = 0;
        for (byte[] line : split(content)) {
            Line remains = eraser.erase(line);
            found += remains == null || remains.bytes() != line ? 1 : 0;
            if (remains != null) {
                left.add(remains.bytes());
                erased += remains.erased() ? 1 : 0;
            }
        }
        return new ErasedLines(left, found, erased);
    }

    private static List<byte[]> split(byte[] content) {
        List<byte[]> lines = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < content.length; i++) {
            if (content[i] == '\n' || i == content.length - 1) {
                lines.add(Arrays.copyOfRange(content, from, i + 1));
                from = i + 1;
            }
        }
        return lines;
    }

    /** All lines that are left. */
    public byte[] joined() {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        lines.forEach(joined::writeBytes);
        return joined.toByteArray();
    }

    /** The object that stores these lines as {@code bytes}. */
    public ErasedObject object(byte[] bytes) {
        return new ErasedObject(bytes, found, lines.size(), erased, Optional.of(Sha256.hex(joined())));
    }
}
