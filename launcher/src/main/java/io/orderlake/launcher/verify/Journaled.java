package io.orderlake.launcher.verify;

import java.util.Map;

/**
 * What the generator's journal says of a row.
 *
 * @param through highest version acknowledged; 0 where the journal does not know the row
 * @param intended highest version that may have been written
 * @param images what each acknowledged version holds; a delete's is empty
 */
record Journaled(long through, long intended, Map<Long, Map<String, String>> images) {

    static final Journaled NOTHING = new Journaled(0, 0, Map.of());

    Journaled {
        images = Map.copyOf(images);
    }
}
