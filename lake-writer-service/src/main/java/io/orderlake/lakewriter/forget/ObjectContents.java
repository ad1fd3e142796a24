package io.orderlake.lakewriter.forget;

import io.orderlake.contract.Erasure;
import io.orderlake.contract.LakeRecordJson;
import io.orderlake.contract.ObjectKey;
import io.orderlake.contract.Person;
import io.orderlake.contract.Reject;
import io.orderlake.contract.TableSpec;
import io.orderlake.contract.Tables;
import io.orderlake.lakewriter.landing.ErasedLines;
import io.orderlake.lakewriter.landing.ErasedObject;
import io.orderlake.lakewriter.landing.RowFormat;
import io.orderlake.lakewriter.landing.RowFormats;
import java.util.Optional;
import java.util.function.Function;

/**
 * Takes a person out of an object's content. Pure. Content that cannot be decoded stays; it counts as naming the person
 * where its bytes contain the id.
 */
final class ObjectContents {

    private final Tables tables;
    private final RowFormats formats;
    private final Function<String, Optional<byte[]>> originals;

    /** @param originals reads the object that a reject's pointer names */
    ObjectContents(Tables tables, RowFormats formats, Function<String, Optional<byte[]>> originals) {
        this.tables = tables;
        this.formats = formats;
        this.originals = originals;
    }

    /** @throws IllegalArgumentException where the content does not have the form that the key announces */
    ErasedObject without(Person person, String key, byte[] bytes) {
        if (key.startsWith(ObjectKey.ERRORS)) {
            ErasedLines lines = ErasedLines.of(bytes, line -> reject(line, person));
            return lines.object(lines.joined());
        }
        if (key.startsWith(ObjectKey.ORIGINALS)) {
            boolean names = person.isNamedIn(bytes);
            return new ErasedObject(names ? new byte[0] : bytes, names ? 1 : 0, names ? 0 : 1, 1, Optional.empty());
        }
        for (TableSpec table : tables.all()) {
            Optional<RowFormat> format = formatOf(key, table.name());
            if (format.isPresent() && table.person().isPresent()) {
                return format.get().erase(bytes, table, person);
            }
        }
        return new ErasedObject(bytes, 0, 0, 0, Optional.empty());
    }

    /** The format of an object of that table; empty where it is none. */
    private Optional<RowFormat> formatOf(String key, String table) {
        return formats.all().stream()
                .filter(format -> key.startsWith(ObjectKey.Rows.prefix(format.name(), table)))
                .findFirst();
    }

    private ErasedLines.Line reject(byte[] line, Person person) {
        Reject reject = (Reject) LakeRecordJson.read(line);
        byte[] original =
                Optional.ofNullable(reject.pointer()).flatMap(originals).orElseGet(reject::original);
        return Erasure.names(reject, original, person)
                ? new ErasedLines.Line(LakeRecordJson.write(Erasure.erased(reject, person)), true)
                : new ErasedLines.Line(line, reject.erased());
    }
}
