package io.orderlake.contract;

/** What a change did to its row. */
public enum ChangeOp {
    INSERT("I"),
    UPDATE("U"),
    DELETE("D"),
    SNAPSHOT("R");

    private final String code;

    ChangeOp(String code) {
        this.code = code;
    }

    /** The letter in {@code cdc_op}. */
    public String code() {
        return code;
    }

    /** The operation of a {@code cdc_op} letter. */
    public static ChangeOp ofCode(String code) {
        for (ChangeOp op : values()) {
            if (op.code.equals(code)) {
                return op;
            }
        }
        throw new IllegalArgumentException("Cannot read cdc_op: expected I, U, D or R but was \"" + code + "\"");
    }
}
