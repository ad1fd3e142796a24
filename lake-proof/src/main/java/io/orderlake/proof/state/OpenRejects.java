package io.orderlake.proof.state;

import java.util.List;
import java.util.Optional;
import org.h2.mvstore.MVMap;

/** Rejects whose changes have not landed later, by event id. */
public final class OpenRejects {

    private final MVMap<String, byte[]> rejects;
    private final MVMap<String, String> unwitnessed;

    OpenRejects(MVMap<String, byte[]> rejects, MVMap<String, String> unwitnessed) {
        this.rejects = rejects;
        this.unwitnessed = unwitnessed;
    }

    public void put(OpenReject reject) {
        rejects.put(reject.change().eventId(), reject.bytes());
    }

    /** A reject whose change no stream contains. */
    public void putUnwitnessed(String eventId, String object) {
        unwitnessed.put(eventId, object);
    }

    public boolean isUnwitnessed(String eventId) {
        return unwitnessed.containsKey(eventId);
    }

    public Optional<OpenReject> find(String eventId) {
        return Optional.ofNullable(rejects.get(eventId)).map(OpenReject::of);
    }

    /** Removes a reject whose change has landed. */
    public void close(String eventId) {
        rejects.remove(eventId);
        unwitnessed.remove(eventId);
    }

    public long count() {
        return rejects.sizeAsLong() + unwitnessed.sizeAsLong();
    }

    public List<OpenReject> of(String table, String key) {
        return rejects.values().stream()
                .map(OpenReject::of)
                .filter(reject -> reject.change().table().equals(table)
                        && reject.change().key().equals(key))
                .toList();
    }
}
