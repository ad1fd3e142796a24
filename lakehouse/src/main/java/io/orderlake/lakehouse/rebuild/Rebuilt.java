package io.orderlake.lakehouse.rebuild;

/** A table's content before and after its rebuild. */
public record Rebuilt(String table, ContentHash before, ContentHash after) {

    public boolean isEqual() {
        return before.equals(after);
    }
}
