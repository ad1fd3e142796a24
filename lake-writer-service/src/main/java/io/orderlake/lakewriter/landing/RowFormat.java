package io.orderlake.lakewriter.landing;

import io.orderlake.lakewriter.claim.TablePlan;
import io.orderlake.lakewriter.row.Outcome;
import java.util.List;

/** A file format of landing objects, codec included. */
public interface RowFormat {

    /** As settings, plans and prefixes name it. */
    String name();

    /** End of the file name, dot included. */
    String ending();

    /** For the object's header. */
    String contentType();

    /** The whole object. */
    byte[] encode(TablePlan table, List<Outcome.Row> rows);
}
