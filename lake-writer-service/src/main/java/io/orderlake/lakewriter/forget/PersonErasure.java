package io.orderlake.lakewriter.forget;

import static io.orderlake.lakewriter.forget.ObjectContents.ERRORS;
import static io.orderlake.lakewriter.forget.ObjectContents.JSON;
import static io.orderlake.lakewriter.forget.ObjectContents.ORIGINALS;
import static io.orderlake.lakewriter.forget.ObjectContents.PARQUET;

import io.orderlake.contract.Person;
import io.orderlake.contract.Tables;
import io.orderlake.lakewriter.claim.Sha256;
import io.orderlake.lakewriter.forget.ClaimedObject.Rewritten;
import io.orderlake.lakewriter.forget.Forgotten.Tally;
import io.orderlake.lakewriter.forget.ErasureCursor.Phase;
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
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Takes a person out of everything that landed, and then searches all of it again. May be killed anywhere and begun anew.
 *
 * <pre>
 *   each object --> without the person --> intended in the ledger --> replaced under its key --> settled in the ledger
 *   older versions that name the person --> removed
 *   each object --> searched
 * </pre>
 *
 * An object is never deleted: whoever still lands its claim meets it and cannot bring the person back.
 */
public final class PersonErasure {

    private static final Logger LOG = LoggerFactory.getLogger(PersonErasure.class);

    /** Behind each other in the order of keys: rejects ask for originals, and Parquet for the digest of its JSON twin. */
    private static final List<String> SEARCHED = List.of(ERRORS, JSON, PARQUET, ORIGINALS);

    /** Files of the lakehouse that its job has removed; what they are about cannot be told from here, so all go. */
    private static final String LAKE = "lake/";

    private static final String VERSIONS = "versions";
    private static final int ATTEMPTS = 5;

    private final StoredObjects objects;
    private final Erasures erasures;
    private final ObjectContents contents;
    private final InstantSource clock;

    /** What it looks through. */
    public record Scope(String bucket, Tables tables) {}

    PersonErasure(StoredObjects objects, Erasures erasures, Scope scope, InstantSource clock) {
        this.objects = objects;
        this.erasures = erasures;
        this.contents = new ObjectContents(scope.tables(), pointer -> original(objects, scope.bucket(), pointer));
        this.clock = clock;
    }

    /** With the ledger in that table. */
    public static PersonErasure from(
            StoredObjects objects, DynamoDbClient dynamodb, String ledger, Scope scope, InstantSource clock) {
        return new PersonErasure(objects, new DynamoErasures(dynamodb, ledger), scope, clock);
    }

    private static Optional<byte[]> original(StoredObjects objects, String bucket, String pointer) {
        String own = "s3://" + bucket + "/";
        return pointer.startsWith(own)
                ? objects.read(pointer.substring(own.length())).map(StoredObject::bytes)
                : Optional.empty();
    }

    /** Goes on from a step, for about that time, and over one object at least. */
    Forgotten run(Person person, ErasureCursor from, Duration atMost) {
        Instant end = clock.instant().plus(atMost);
        ErasureCursor step =
                from.erasure().isEmpty() ? new ErasureCursor(Phase.ERASE, erasures.begin(person, clock.instant()), 0, "") : from;
        Tally tally = new Tally();
        Optional<ErasureCursor> next = Optional.of(step);
        do {
            next = pass(person, next.get(), tally, end);
        } while (next.isPresent() && clock.instant().isBefore(end));
        erasures.count(step.erasure(), tally.counts());
        LOG.atInfo()
                .addKeyValue("erasure", step.erasure())
                .addKeyValue("objects", tally.outcome(null).rewritten())
                .addKeyValue("next", next.map(ErasureCursor::phase).orElse(null))
                .log("Forgot");
        return tally.outcome(next.map(ErasureCursor::text).orElse(null));
    }

    /** One phase, or as much of it as the time allows. */
    private Optional<ErasureCursor> pass(Person person, ErasureCursor step, Tally tally, Instant end) {
        return switch (step.phase()) {
            case ERASE -> Optional.of(erase(person, step, tally, end));
            case VERSIONS -> {
                removeVersions(person, tally);
                yield Optional.of(step.in(Phase.SEARCH));
            }
            case SEARCH -> search(person, step, tally, end);
        };
    }

    private ErasureCursor erase(Person person, ErasureCursor step, Tally tally, Instant end) {
        Iterator<String> keys = keys(step.after()).iterator();
        while (keys.hasNext()) {
            String key = keys.next();
            erase(person, key, tally);
            if (!clock.instant().isBefore(end)) {
                return step.behind(key, 0);
            }
        }
        return step.in(Phase.VERSIONS);
    }

    private Optional<ErasureCursor> search(Person person, ErasureCursor step, Tally tally, Instant end) {
        Iterator<String> keys = keys(step.after()).iterator();
        while (keys.hasNext()) {
            String key = keys.next();
            objects.read(key).ifPresent(stored -> {
                tally.searched();
                int found = found(person, key, stored.bytes());
                if (found > 0) {
                    tally.remaining(layer(key), found);
                }
            });
            if (!clock.instant().isBefore(end)) {
                return Optional.of(step.behind(key, tally.remaining()));
            }
        }
        erasures.end(step.erasure(), clock.instant(), step.remaining() + tally.remaining());
        return Optional.empty();
    }

    private Stream<String> keys(String after) {
        return SEARCHED.stream()
                .filter(prefix -> after.startsWith(prefix) || after.compareTo(prefix) < 0)
                .flatMap(prefix -> objects.keys(prefix, after.startsWith(prefix) ? after : ""));
    }

    private void erase(Person person, String key, Tally tally) {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Optional<StoredObject> stored = objects.read(key);
            if (stored.isEmpty() || erased(person, stored.get(), tally)) {
                return;
            }
        }
        tally.held(key + ": something else writes it, too");
    }

    /** Whether the object is as it is to be, or cannot be; false where it has changed meanwhile. */
    private boolean erased(Person person, StoredObject stored, Tally tally) {
        ErasedObject left;
        try {
            left = contents.without(person, stored.key(), stored.bytes());
        } catch (IllegalArgumentException e) {
            tally.held(stored.key() + ": " + e.getMessage());
            return true;
        }
        if (left.found() == 0 && !stored.erased()) {
            return true;
        }
        if (stored.key().startsWith(ORIGINALS)) {
            return left.found() == 0 || replaced(stored, left, tally);
        }
        Optional<ClaimedObject> claimed = erasures.claimed(stored.key());
        if (claimed.isEmpty()) {
            if (left.found() > 0) {
                tally.held(stored.key() + ": no claim that is done names it");
            }
            return true;
        }
        return rewritten(stored, claimed.get(), left, tally);
    }

    private boolean rewritten(StoredObject stored, ClaimedObject claimed, ErasedObject left, Tally tally) {
        String standing = Sha256.hex(stored.bytes());
        Optional<Rewritten> begun =
                claimed.intended().filter(intended -> intended.sha256().equals(standing));
        if (begun.isPresent()) { // Somebody died, or was overtaken, before the ledger said so.
            erasures.settle(claimed, begun.get());
            return left.found() == 0;
        }
        if (left.found() == 0) {
            return true;
        }
        if (!standing.equals(claimed.sha256())) {
            tally.held(stored.key() + ": its checksum is not the ledger's");
            return true;
        }
        Rewritten to = new Rewritten(left.bytes().length, left.sha256(), left.erased(), claimed.rows() - left.rows());
        return erasures.intend(claimed, to) && replaced(stored, left, tally) && erasures.settle(claimed, to);
    }

    private boolean replaced(StoredObject stored, ErasedObject left, Tally tally) {
        Replacement replacement = new Replacement(
                left.bytes(), left.rows(), left.erased(), left.rowsDigest().or(() -> twin(stored.key())));
        if (!objects.replace(stored, replacement)) {
            return false;
        }
        tally.rewritten();
        tally.erased(layer(stored.key()), left.found());
        return true;
    }

    /** Objects of the same rows have the same digest, whatever their format. */
    private Optional<String> twin(String key) {
        if (!key.startsWith(PARQUET)) {
            return Optional.empty();
        }
        String place = key.substring(PARQUET.length(), key.length() - ".parquet".length());
        return objects.read(JSON + place + ".json.gz").flatMap(StoredObject::rowsDigest);
    }

    private void removeVersions(Person person, Tally tally) {
        for (String prefix : SEARCHED) {
            versions(prefix, tally)
                    .filter(version -> objects.read(version)
                            .filter(bytes -> found(person, version.key(), bytes) > 0)
                            .isPresent())
                    .forEach(version -> remove(version, tally));
        }
        versions(LAKE, tally).forEach(version -> remove(version, tally));
    }

    private Stream<Version> versions(String prefix, Tally tally) {
        Optional<Stream<Version>> versions = objects.olderVersions(prefix);
        if (versions.isEmpty()) {
            tally.noVersions();
        }
        return versions.orElseGet(Stream::empty);
    }

    private void remove(Version version, Tally tally) {
        objects.delete(version);
        tally.erased(VERSIONS, 1);
    }

    private int found(Person person, String key, byte[] bytes) {
        try {
            return contents.without(person, key, bytes).found();
        } catch (IllegalArgumentException unreadable) {
            return person.isNamedIn(bytes) ? 1 : 0;
        }
    }

    private static String layer(String key) {
        return SEARCHED.stream()
                .filter(key::startsWith)
                .map(prefix -> prefix.substring(0, prefix.length() - 1))
                .findFirst()
                .orElse(key);
    }
}
