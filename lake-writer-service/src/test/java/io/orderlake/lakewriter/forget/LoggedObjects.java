package io.orderlake.lakewriter.forget;

import io.orderlake.lakewriter.Effects;
import io.orderlake.lakewriter.sink.StoredObject;
import io.orderlake.lakewriter.sink.StoredObjects;
import java.util.Optional;
import java.util.stream.Stream;

/** Objects in which every write is an effect that may fail. */
class LoggedObjects implements StoredObjects {

    private final StoredObjects objects;
    private final Effects effects;

    LoggedObjects(StoredObjects objects, Effects effects) {
        this.objects = objects;
        this.effects = effects;
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
        return effects.happen("replace " + seen.key(), () -> objects.replace(seen, with));
    }

    @Override
    public Optional<Stream<Version>> olderVersions(String prefix) {
        return objects.olderVersions(prefix);
    }

    @Override
    public Optional<byte[]> read(Version version) {
        return objects.read(version);
    }

    @Override
    public void delete(Version version) {
        effects.happen("delete " + version, () -> {
            objects.delete(version);
            return true;
        });
    }
}
