package io.orderlake.lakewriter.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderlake.lakewriter.claim.Sha256;
import io.orderlake.lakewriter.landing.LandingObject;
import io.orderlake.lakewriter.landing.ObjectEntry;
import io.orderlake.stream.StreamFailure;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every lake sink guarantees. */
public abstract class LakeSinkContract {

    private final String key = "landing/json/orders/status=in%20transit/" + UUID.randomUUID() + ".json.gz";

    protected abstract LakeSink sink();

    protected abstract byte[] read(String objectKey);

    @Test
    void returnsWhatItWrote() {
        ObjectEntry landed = sink().putIfAbsent(object("rows-1", "first"));

        assertThat(landed).isEqualTo(new ObjectEntry(key, 3, 5, Sha256.hex(bytes("first"))));
        assertThat(read(key)).isEqualTo(bytes("first"));
    }

    @Test
    void equalRowsInOtherBytesLeaveTheFirstObject() {
        sink().putIfAbsent(object("rows-1", "first"));
        ObjectEntry again = sink().putIfAbsent(object("rows-1", "other encoding"));

        assertThat(again).isEqualTo(new ObjectEntry(key, 3, 5, Sha256.hex(bytes("first"))));
        assertThat(read(key)).isEqualTo(bytes("first"));
    }

    @Test
    void otherRowsUnderTheSameKeyAreAnAlarm() {
        sink().putIfAbsent(object("rows-1", "first"));
        assertThatThrownBy(() -> sink().putIfAbsent(object("rows-2", "second")))
                .isInstanceOf(StreamFailure.class)
                .hasMessageContaining(key);
        assertThat(read(key)).isEqualTo(bytes("first"));
    }

    @Test
    void racersAllSeeTheOneThatWon() {
        List<ObjectEntry> landed = IntStream.range(0, 8)
                .parallel()
                .mapToObj(i -> sink().putIfAbsent(object("rows-1", "bytes of racer " + i)))
                .toList();

        assertThat(landed).allMatch(object -> object.sha256().equals(Sha256.hex(read(key))));
    }

    private LandingObject object(String rowsDigest, String content) {
        return new LandingObject("sink-contract", key, "application/gzip", 3, rowsDigest, false, bytes(content));
    }

    private static byte[] bytes(String content) {
        return content.getBytes(StandardCharsets.UTF_8);
    }
}
