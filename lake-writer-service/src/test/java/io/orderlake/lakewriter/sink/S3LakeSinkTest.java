package io.orderlake.lakewriter.sink;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderlake.lakewriter.SharedLocalAws;
import io.orderlake.lakewriter.sink.S3LakeSink.ObjectSettings;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;

class S3LakeSinkTest extends LakeSinkContract {

    private static final S3Client S3 = SharedLocalAws.s3();
    private static final ObjectSettings PLAIN = new ObjectSettings(Optional.empty(), Optional.empty());

    @BeforeAll
    static void createBucket() {
        LakeBucket bucket = new LakeBucket(S3, "sink-contract");
        bucket.create();
        bucket.create();
        bucket.check();
    }

    @Override
    protected LakeSink sink() {
        return new S3LakeSink(S3, PLAIN, PLAIN);
    }

    @Override
    protected byte[] read(String objectKey) {
        return S3.getObjectAsBytes(get -> get.bucket("sink-contract").key(objectKey))
                .asByteArray();
    }

    @Test
    void aMissingBucketIsNamed() {
        assertThatThrownBy(() -> new LakeBucket(S3, "no-such-bucket").check())
                .hasMessageContaining("no-such-bucket")
                .hasMessageContaining("orderlake.lake.bucket");
    }

    @Test
    void anEndpointWithoutLifecycleRulesIsNoReasonToStop() {
        assertThatCode(() -> new LakeBucket(S3, "sink-contract").expireRejects(Duration.ofDays(30)))
                .doesNotThrowAnyException();
    }
}
