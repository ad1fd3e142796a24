package io.orderlake.contract;

import static io.orderlake.contract.ColumnType.Simple.BOOLEAN;
import static io.orderlake.contract.ColumnType.Simple.JSON;
import static io.orderlake.contract.ColumnType.Simple.LONG;
import static io.orderlake.contract.ColumnType.Simple.STRING;
import static io.orderlake.contract.ColumnType.Simple.STRINGS;
import static io.orderlake.contract.ColumnType.Simple.TIMESTAMP;

import java.util.List;

/** The columns that Orderlake adds to each row, after the row's own. */
public final class CdcColumns {

    /** No column of a user's table may begin with this. */
    public static final String PREFIX = "cdc_";

    public static final String OP = "cdc_op";
    public static final String EVENT_ID = "cdc_event_id";
    public static final String SOURCE = "cdc_source";
    public static final String TABLE = "cdc_table";
    public static final String KEY = "cdc_key";
    public static final String POSITION = "cdc_position";
    public static final String SOURCE_SHARD = "cdc_source_shard";
    public static final String LANE = "cdc_lane";
    public static final String CHANGED_AT = "cdc_changed_at";
    public static final String RELAYED_AT = "cdc_relayed_at";
    public static final String TRANSFORMED_AT = "cdc_transformed_at";
    public static final String BEFORE = "cdc_before";
    public static final String CHANGED_COLUMNS = "cdc_changed_columns";
    public static final String QUALITY = "cdc_quality";
    public static final String RESCUED = "cdc_rescued";
    public static final String REDRIVEN = "cdc_redriven";

    /** On the wire only, and only where it is not the position: see {@link Place#sequence()}. */
    public static final String SEQUENCE = "cdc_sequence";

    /** On the wire of a reject only. */
    public static final String REJECT_STAGE = "cdc_reject_stage";

    public static final String REJECT_REASON = "cdc_reject_reason";
    public static final String REJECTED_AT = "cdc_rejected_at";
    public static final String ORIGINAL = "cdc_original";
    public static final String POINTER = "cdc_pointer";

    /** On an erased reject only. */
    public static final String ERASED = "cdc_erased";

    /** In the order in which they land. */
    public static final List<Column> ALL = List.of(
            new Column(OP, STRING),
            new Column(EVENT_ID, STRING),
            new Column(SOURCE, STRING),
            new Column(TABLE, STRING),
            new Column(KEY, JSON),
            new Column(POSITION, STRING),
            new Column(SOURCE_SHARD, STRING),
            new Column(LANE, LONG),
            new Column(CHANGED_AT, TIMESTAMP),
            new Column(RELAYED_AT, TIMESTAMP),
            new Column(TRANSFORMED_AT, TIMESTAMP),
            new Column(BEFORE, JSON),
            new Column(CHANGED_COLUMNS, STRINGS),
            new Column(QUALITY, STRINGS),
            new Column(RESCUED, JSON),
            new Column(REDRIVEN, BOOLEAN));

    private CdcColumns() {}
}
