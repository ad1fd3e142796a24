package io.orderlake.lakewriter.forget;

import io.orderlake.lakewriter.sink.StoredObject;
import io.orderlake.lakewriter.sink.StoredObjects;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;

/** A bucket that keeps what is replaced. */
final class VersionedObjects implements StoredObjects {

    private final StoredObjects objects;
    private final Map<String, byte[]> kept = new ConcurrentSkipListMap<>();

    VersionedObjects(StoredObjects objects) {
        this.objects = objects;
    }

    void keep(String key, String id, byte[] bytes) {
        kept.put(key + " " + id, bytes);
    }

    /** {@code <key> <version>} of each. */
    List<String> kept() {
        return List.copyOf(kept.keySet());
    }

    @Override
    public Stream<String> keys(String prefix, String after) {
        return objects.keys(prefix, after);
    }

    @Override
    public Optional<StoredObject> read(String key) {
        return objects.read(key);
    }

    @Override
    public boolean replace(StoredObject seen, Replacement with) {
        keep(seen.key(), "of " + seen.etag(), seen.bytes());
        return objects.replace(seen, with);
    }

    @Override
    public Optional<Stream<Version>> olderVersions(String prefix) {
        return Optional.of(kept.keySet().stream()
                .filter(name -> name.startsWith(prefix))
                .map(name -> new Version(name.split(" ", 2)[0], name.split(" ", 2)[1])));
    }

    @Override
    public Optional<byte[]> read(Version version) {
        return Optional.ofNullable(kept.get(version.key() + " " + version.id()));
    }

    @Override
    public void delete(Version version) {
        kept.remove(version.key() + " " + version.id());
    }
}
