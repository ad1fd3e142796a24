package io.orderlake.proof.state;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.h2.mvstore.MVMap;

/** Rejects whose changes have not landed later, by event id. */
public final class OpenRejects {

    private final MVMap<String, byte[]> rejects;
    private final MVMap<String, String> unwitnessed;
    private final MVMap<String, byte[]> unwitnessedRows;
    private final MVMap<String, String> redriven;

    OpenRejects(
            MVMap<String, byte[]> rejects,
            MVMap<String, String> unwitnessed,
            MVMap<String, byte[]> unwitnessedRows,
            MVMap<String, String> redriven) {
        this.rejects = rejects;
        this.unwitnessed = unwitnessed;
        this.unwitnessedRows = unwitnessedRows;
        this.redriven = redriven;
    }

    public void put(OpenReject reject) {
        rejects.put(reject.change().eventId(), reject.bytes());
    }

    /** A reject whose change no stream contains: its values are not known, and its row only if the reject names it. */
    public void putUnwitnessed(OpenReject reject) {
        String eventId = reject.change().eventId();
        unwitnessed.put(eventId, reject.object());
        if (!reject.change().key().isEmpty()) {
            unwitnessedRows.put(eventId, reject.bytes());
        }
    }

    /** Whether a row's change, or the event as which it was rejected, is such a reject. */
    public boolean isUnwitnessed(String eventId, String rejectedAs) {
        return unwitnessed.containsKey(eventId) || unwitnessed.containsKey(rejectedAs);
    }

    public Optional<OpenReject> find(String eventId) {
        return Optional.ofNullable(rejects.get(eventId)).map(OpenReject::of);
    }

    /** Removes a reject whose change has landed. */
    public void close(String eventId) {
        rejects.remove(eventId);
        unwitnessed.remove(eventId);
        unwitnessedRows.remove(eventId);
    }

    /** A change was redriven and has landed, but its reject has not been read yet: claims of other shards come later. */
    public void putRedriven(String eventId) {
        redriven.put(eventId, "");
    }

    /** Whether the reject's change was redriven and has landed before the reject was read. */
    public boolean isRedriven(String eventId) {
        return redriven.containsKey(eventId);
    }

    /** The reject of a change that was redriven has been read. */
    public void closeRedriven(String eventId) {
        redriven.remove(eventId);
    }

    public long count() {
        return rejects.sizeAsLong() + unwitnessed.sizeAsLong();
    }

    /** The open rejects of a row. Reads all rejects. */
    public List<OpenReject> of(String table, String key) {
        return Stream.concat(rejects.values().stream(), unwitnessedRows.values().stream())
                .map(OpenReject::of)
                .filter(reject -> reject.change().table().equals(table)
                        && reject.change().key().equals(key))
                .toList();
    }
}
