package io.orderlake.lakewriter.landing;

import io.orderlake.contract.Person;
import io.orderlake.contract.TableSpec;
import io.orderlake.lakewriter.claim.TablePlan;
import io.orderlake.lakewriter.row.Outcome;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A file format of landing objects, codec included. Every method is pure. */
public interface RowFormat {

    /** As settings, plans and object keys name it. */
    String name();

    /** End of the file name, dot included. */
    String ending();

    /** For the object's header. */
    String contentType();

    /** The whole object. */
    byte[] encode(TablePlan table, List<Outcome.Row> rows);

    /**
     * Passes on each row's values in schema order, typed as {@link Outcome.Row} describes.
     *
     * @throws RuntimeException where the bytes are not an object of this format and table
     */
    void decode(byte[] object, TablePlan table, Consumer<@Nullable Object[]> rows);

    /**
     * The object without a person. An object that does not name the person stays as it is, byte for byte. Works without the
     * ledger: the object itself must contain what is needed to read it.
     *
     * @throws IllegalArgumentException where the bytes are not an object of this format
     */
    ErasedObject erase(byte[] object, TableSpec table, Person person);
}
