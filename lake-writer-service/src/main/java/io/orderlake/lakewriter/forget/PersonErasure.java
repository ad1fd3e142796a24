package io.orderlake.lakewriter.forget;

import static io.orderlake.contract.ObjectKey.ERRORS;
import static io.orderlake.contract.ObjectKey.LANDING;
import static io.orderlake.contract.ObjectKey.ORIGINALS;

import io.orderlake.contract.ObjectKey;
import io.orderlake.contract.Person;
import io.orderlake.contract.Tables;
import io.orderlake.lakewriter.claim.Sha256;
import io.orderlake.lakewriter.forget.ErasureCursor.Phase;
import io.orderlake.lakewriter.forget.Forgotten.Counts;
import io.orderlake.lakewriter.landing.ErasedObject;
import io.orderlake.lakewriter.landing.JsonLinesFormat;
import io.orderlake.lakewriter.landing.RowFormat;
import io.orderlake.lakewriter.landing.RowFormats;
import io.orderlake.lakewriter.ledger.ClaimedObject;
import io.orderlake.lakewriter.ledger.ClaimedObject.Rewritten;
import io.orderlake.lakewriter.ledger.Erasures;
import io.orderlake.lakewriter.sink.StoredObject;
import io.orderlake.lakewriter.sink.StoredObjects;
import io.orderlake.lakewriter.sink.StoredObjects.Replacement;
import io.orderlake.lakewriter.sink.StoredObjects.Version;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a person out of everything that landed, and then searches all of it again. It may be killed at any point and started
 * again.
 *
 * <pre>
 *   each object --> without the person --> intended in the ledger --> replaced under its key --> settled in the ledger
 *   older versions that name the person --> removed
 *   each object --> searched
 * </pre>
 *
 * An object is never deleted: a writer that still lands its claim then finds the object and cannot bring the person back.
 */
public final class PersonErasure {

    private static final Logger LOG = LoggerFactory.getLogger(PersonErasure.class);

    /** Older versions of the lakehouse's files. Their content is unknown here, so all of them are removed. */
    private static final String LAKE = "lake/";

    private static final String VERSIONS = "versions";
    private static final int ATTEMPTS = 5;

    private final StoredObjects objects;
    private final Erasures erasures;
    private final ObjectContents contents;
    private final RowFormats formats;
    private final List<String> prefixes;
    private final InstantSource clock;

    /** The bucket, tables and formats that are searched. */
    public record Scope(String bucket, Tables tables, RowFormats formats) {

        /** In the order of keys. Rejects need their originals, and Parquet the digest of its twin in JSON. */
        List<String> prefixes() {
            Stream<String> landing = formats.names().stream().map(name -> LANDING + name + "/");
            return Stream.concat(Stream.of(ERRORS, ORIGINALS), landing).sorted().toList();
        }
    }

    public PersonErasure(StoredObjects objects, Erasures erasures, Scope scope, InstantSource clock) {
        this.objects = objects;
        this.erasures = erasures;
        this.formats = scope.formats();
        this.prefixes = scope.prefixes();
        this.contents = new ObjectContents(
                scope.tables(), scope.formats(), pointer -> original(objects, scope.bucket(), pointer));
        this.clock = clock;
    }

    private static Optional<byte[]> original(StoredObjects objects, String bucket, String pointer) {
        return ObjectKey.pointedTo(bucket, pointer).flatMap(objects::read).map(StoredObject::bytes);
    }

    /** Continues from a cursor, for about that time and for at least one object. */
    Forgotten run(Person person, ErasureCursor from, Duration atMost) {
        Instant end = clock.instant().plus(atMost);
        ErasureCursor first = from.erasure().isEmpty()
                ? new ErasureCursor(Phase.ERASE, erasures.begin(person, clock.instant()), 0, "")
                : from;
        Counts counts = new Counts();
        Optional<ErasureCursor> next = Optional.of(first);
        do {
            next = advance(person, next.get(), counts, end);
        } while (next.isPresent() && clock.instant().isBefore(end));
        erasures.count(first.erasure(), counts.erased());
        LOG.atInfo()
                .addKeyValue("erasure", first.erasure())
                .addKeyValue("objects", counts.rewrittenObjects())
                .addKeyValue("next", next.map(ErasureCursor::phase).orElse(null))
                .log("Erased a person from landing objects");
        return counts.outcome(next.map(ErasureCursor::text).orElse(null));
    }

    /** One phase, or as much of it as the time allows. */
    private Optional<ErasureCursor> advance(Person person, ErasureCursor cursor, Counts counts, Instant end) {
        return switch (cursor.phase()) {
            case ERASE -> Optional.of(erase(person, cursor, counts, end));
            case VERSIONS -> {
                removeVersions(person, counts);
                yield Optional.of(cursor.startOf(Phase.SEARCH));
            }
            case SEARCH -> search(person, cursor, counts, end);
        };
    }

    private ErasureCursor erase(Person person, ErasureCursor cursor, Counts counts, Instant end) {
        Iterator<String> keys = keys(cursor.after()).iterator();
        while (keys.hasNext()) {
            String key = keys.next();
            erase(person, key, counts);
            if (!clock.instant().isBefore(end)) {
                return cursor.advancedTo(key, 0);
            }
        }
        return cursor.startOf(Phase.VERSIONS);
    }

    private Optional<ErasureCursor> search(Person person, ErasureCursor cursor, Counts counts, Instant end) {
        Iterator<String> keys = keys(cursor.after()).iterator();
        while (keys.hasNext()) {
            String key = keys.next();
            objects.read(key).ifPresent(stored -> {
                counts.addSearched();
                counts.addRemaining(layer(key), found(person, key, stored.bytes()));
            });
            if (!clock.instant().isBefore(end)) {
                return Optional.of(cursor.advancedTo(key, counts.remaining()));
            }
        }
        erasures.end(cursor.erasure(), clock.instant(), cursor.remaining() + counts.remaining());
        return Optional.empty();
    }

    private Stream<String> keys(String after) {
        return prefixes.stream()
                .filter(prefix -> after.startsWith(prefix) || after.compareTo(prefix) < 0)
                .flatMap(prefix -> objects.keys(prefix, after.startsWith(prefix) ? after : ""));
    }

    private void erase(Person person, String key, Counts counts) {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Optional<StoredObject> stored = objects.read(key);
            if (stored.isEmpty() || isErased(person, stored.get(), counts)) {
                return;
            }
        }
        counts.addHeld(key + ": another process writes it at the same time");
    }

    /** Whether nothing more can be done about the object. False where it has changed meanwhile. */
    private boolean isErased(Person person, StoredObject stored, Counts counts) {
        ErasedObject left;
        try {
            left = contents.without(person, stored.key(), stored.bytes());
        } catch (IllegalArgumentException e) {
            counts.addHeld(stored.key() + ": " + e.getMessage());
            return true;
        }
        if (left.found() == 0 && !stored.erased()) {
            return true;
        }
        if (stored.key().startsWith(ORIGINALS)) {
            return left.found() == 0 || replace(stored, left, counts);
        }
        return rewrite(stored, left, counts);
    }

    private boolean rewrite(StoredObject stored, ErasedObject left, Counts counts) {
        Optional<ClaimedObject> claimed = erasures.claimed(stored.key());
        if (claimed.isEmpty()) {
            if (left.found() > 0) {
                counts.addHeld(stored.key() + ": no claim that is done names it");
            }
            return true;
        }
        return rewrite(stored, claimed.get(), left, counts);
    }

    private boolean rewrite(StoredObject stored, ClaimedObject claimed, ErasedObject left, Counts counts) {
        String current = Sha256.hex(stored.bytes());
        Optional<Rewritten> begun =
                claimed.intended().filter(intended -> intended.sha256().equals(current));
        if (begun.isPresent()) { // The process before died, or was overtaken, before it settled this in the ledger.
            erasures.settle(claimed, begun.get());
            return left.found() == 0;
        }
        if (left.found() == 0) {
            return true;
        }
        if (!current.equals(claimed.entry().sha256())) {
            counts.addHeld(stored.key() + ": its checksum is not the ledger's");
            return true;
        }
        Rewritten to = new Rewritten(
                left.bytes().length,
                left.sha256(),
                left.erased(),
                claimed.entry().rows() - left.rows());
        return erasures.intend(claimed, to) && replace(stored, left, counts) && erasures.settle(claimed, to);
    }

    private boolean replace(StoredObject stored, ErasedObject left, Counts counts) {
        Optional<String> digest = left.rowsDigest().or(() -> digestOfTwin(stored.key()));
        Replacement replacement = new Replacement(left.bytes(), left.rows(), left.erased(), digest);
        if (!objects.replace(stored, replacement)) {
            return false;
        }
        counts.addRewritten();
        counts.addErased(layer(stored.key()), left.found());
        return true;
    }

    /** Objects of the same rows have the same digest, whatever their format. */
    private Optional<String> digestOfTwin(String key) {
        if (!(ObjectKey.parse(key).orElse(null) instanceof ObjectKey.Rows rows)) {
            return Optional.empty();
        }
        int ending = formats.named(rows.format()).ending().length();
        String name = rows.name().substring(0, rows.name().length() - ending);
        RowFormat json = new JsonLinesFormat();
        ObjectKey twin = new ObjectKey.Rows(json.name(), rows.table(), rows.folder(), name + json.ending());
        return objects.read(twin.text()).flatMap(StoredObject::rowsDigest);
    }

    private void removeVersions(Person person, Counts counts) {
        for (String prefix : prefixes) {
            versions(prefix, counts)
                    .filter(version -> objects.read(version)
                            .filter(bytes -> found(person, version.key(), bytes) > 0)
                            .isPresent())
                    .forEach(version -> remove(version, counts));
        }
        versions(LAKE, counts).forEach(version -> remove(version, counts));
    }

    private Stream<Version> versions(String prefix, Counts counts) {
        Optional<Stream<Version>> versions = objects.olderVersions(prefix);
        if (versions.isEmpty()) {
            counts.noVersions();
        }
        return versions.orElseGet(Stream::empty);
    }

    private void remove(Version version, Counts counts) {
        objects.delete(version);
        counts.addErased(VERSIONS, 1);
    }

    private int found(Person person, String key, byte[] bytes) {
        try {
            return contents.without(person, key, bytes).found();
        } catch (IllegalArgumentException unreadable) {
            return person.isNamedIn(bytes) ? 1 : 0;
        }
    }

    private String layer(String key) {
        return prefixes.stream()
                .filter(key::startsWith)
                .map(prefix -> prefix.substring(0, prefix.length() - 1))
                .findFirst()
                .orElse(key);
    }
}
