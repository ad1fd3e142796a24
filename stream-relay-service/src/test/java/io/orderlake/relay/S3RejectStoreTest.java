package io.orderlake.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderlake.stream.aws.TestAws;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

class S3RejectStoreTest {

    private static final String BUCKET = "rejects";
    private static final S3Client S3 = TestAws.clients().s3();
    private static final Instant ALWAYS = Instant.parse("2999-01-01T00:00:00Z");

    private final S3RejectStore objects = new S3RejectStore(S3, BUCKET);

    @BeforeAll
    static void twoRejectObjects() {
        S3.createBucket(create -> create.bucket(BUCKET));
        put("errors/lake/date=2026-11-20/b.jsonl", "one\ntwo – ü\n");
        put("errors/transform/date=2026-11-20/a.jsonl", "three\n");
        put("landing/json/orders/x", "no reject");
    }

    @Test
    void listsRejectObjectsInOrderBehindAKeyAndBeforeATime() {
        assertThat(objects.keys("", ALWAYS))
                .containsExactly("errors/lake/date=2026-11-20/b.jsonl", "errors/transform/date=2026-11-20/a.jsonl");
        assertThat(objects.keys("errors/lake/date=2026-11-20/b.jsonl", ALWAYS))
                .containsExactly("errors/transform/date=2026-11-20/a.jsonl");
        assertThat(objects.keys("", Instant.EPOCH)).isEmpty();
    }

    @Test
    void readsLines() {
        try (Stream<byte[]> lines = objects.lines("errors/lake/date=2026-11-20/b.jsonl")) {
            assertThat(lines.map(line -> new String(line, StandardCharsets.UTF_8)))
                    .containsExactly("one", "two – ü");
        }
    }

    @Test
    void anObjectThatDoesNotExistIsReported() {
        assertThatThrownBy(() -> objects.lines("errors/lake/date=2026-11-20/none.jsonl"))
                .isInstanceOf(RejectObjectGone.class)
                .hasMessageContaining("none.jsonl");
    }

    @Test
    void anOriginalIsReadFromTheLakesOwnBucketOnly() {
        String pointer = objects.keepOriginal("e-1", new byte[] {1, 2, 3});

        assertThat(objects.original(pointer))
                .hasValueSatisfying(bytes -> assertThat(bytes).containsExactly(1, 2, 3));
        assertThat(objects.original(pointer + "-gone")).isEmpty();
        assertThat(objects.original("s3://elsewhere/oversize/e-1.json")).isEmpty();
    }

    private static void put(String key, String text) {
        S3.putObject(put -> put.bucket(BUCKET).key(key), RequestBody.fromString(text));
    }
}
