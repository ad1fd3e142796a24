package io.orderlake.lakehouse.rebuild;

/** A table's content before and after it was made anew. */
public record Rebuilt(String table, ContentHash before, ContentHash after) {

    public boolean isEqual() {
        return before.equals(after);
    }
}
