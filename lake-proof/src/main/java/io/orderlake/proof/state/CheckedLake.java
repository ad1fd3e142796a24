package io.orderlake.proof.state;

import io.orderlake.proof.Hash64;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.h2.mvstore.MVMap;

/** Claims and objects that were compared, and the correct rows of each object. */
public final class CheckedLake {

    private static final String LANDING = "landing/";
    private static final char AFTER_SLASH = '/' + 1;

    private final MVMap<String, byte[]> claims;
    private final MVMap<String, byte[]> objects;
    private final MVMap<String, byte[]> accepted;
    private final MVMap<String, String> names;
    private final MVMap<Long, Long> unwitnessed;

    CheckedLake(
            MVMap<String, byte[]> claims,
            MVMap<String, byte[]> objects,
            MVMap<String, byte[]> accepted,
            MVMap<String, String> names,
            MVMap<Long, Long> unwitnessed) {
        this.claims = claims;
        this.objects = objects;
        this.accepted = accepted;
        this.names = names;
        this.unwitnessed = unwitnessed;
    }

    public Optional<CheckedObject> object(String key) {
        return Optional.ofNullable(objects.get(key)).map(CheckedObject::of);
    }

    public void put(String key, CheckedObject object) {
        objects.put(key, object.bytes());
        names.putIfAbsent(Long.toString(object.number()), key);
    }

    /** The key of the object with a number. */
    public Optional<String> objectName(long number) {
        return Optional.ofNullable(names.get(Long.toString(number)));
    }

    /** Keys of compared objects, from a key on, including that key. */
    public Iterator<String> objectsFrom(String key) {
        return objects.keyIterator(key);
    }

    /** The formats of all compared objects. */
    public List<String> formats() {
        List<String> formats = new ArrayList<>();
        String next = objects.ceilingKey(LANDING);
        while (next != null && next.startsWith(LANDING)) {
            String format = next.substring(LANDING.length(), next.indexOf('/', LANDING.length()));
            formats.add(format);
            next = objects.ceilingKey(LANDING + format + AFTER_SLASH);
        }
        return formats;
    }

    public long objectCount() {
        return objects.sizeAsLong();
    }

    public AcceptedRows accepted(String key) {
        return AcceptedRows.of(accepted.get(key));
    }

    public void put(String key, AcceptedRows rows) {
        accepted.put(key, rows.bytes());
    }

    /** Visits each object's rows. It reads all of them, so call it only if something is wrong. */
    public void forEachAccepted(BiConsumer<String, AcceptedRows> visitor) {
        accepted.forEach((key, bytes) -> visitor.accept(key, AcceptedRows.of(bytes)));
    }

    /**
     * A row that no stream contains has landed. Only this makes a second one visible: no expected change is removed.
     *
     * @param path of its objects, without format
     */
    public void putUnwitnessed(long event, String path) {
        unwitnessed.put(event, Hash64.of(path));
    }

    /** Whether a row that no stream contains has landed in other objects. */
    public boolean isUnwitnessedElsewhere(long event, String path) {
        Long landed = unwitnessed.get(event);
        return landed != null && landed != Hash64.of(path);
    }

    public Optional<CheckedClaim> claim(String id) {
        return Optional.ofNullable(claims.get(id)).map(CheckedClaim::of);
    }

    public void put(String id, CheckedClaim claim) {
        claims.put(id, claim.bytes());
    }

    public Iterator<String> claimsFrom(String id) {
        return claims.keyIterator(id);
    }

    public long claimCount() {
        return claims.sizeAsLong();
    }
}
