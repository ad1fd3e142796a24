package io.orderlake.stream.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderlake.contract.Lanes;
import io.orderlake.stream.FailureKind;
import io.orderlake.stream.StreamFailure;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

class StreamProvisioningTest {

    private static final StreamSettings MAY_CREATE = StreamSettings.defaults();
    private static final StreamSettings MAY_NOT = new StreamSettings(false, 2, 64, Duration.ofDays(7));
    private static final Lanes LANES = new Lanes(64);

    private final FakeKinesis kinesis = new FakeKinesis();

    @Test
    void createsAMissingStreamAndWaitsUntilItIsActive() {
        provisioning(MAY_CREATE).require("order-changes");

        assertThat(kinesis.effects)
                .containsExactly(
                        "create order-changes 2",
                        "pause PT0.2S",
                        "describe order-changes CREATING",
                        "pause PT0.2S",
                        "describe order-changes ACTIVE");
    }

    @Test
    void leavesAnExistingStreamAlone() {
        kinesis.stream("order-changes", StreamStatus.ACTIVE);

        provisioning(MAY_CREATE).require("order-changes");

        assertThat(kinesis.effects).containsExactly("describe order-changes ACTIVE");
    }

    @Test
    void keepsRecordsLongerWhereItMayAndIsAskedTo() {
        kinesis.stream("order-changes", StreamStatus.ACTIVE);

        provisioning(MAY_NOT).require("order-changes");
        provisioning(new StreamSettings(true, 2, 64, Duration.ofDays(7))).require("order-changes");

        assertThat(kinesis.effects)
                .containsExactly(
                        "describe order-changes ACTIVE",
                        "describe order-changes ACTIVE",
                        "keep order-changes 168 hours");
    }

    @Test
    void saysWhatIsMissingWhereItMayNotCreate() {
        assertThatThrownBy(() -> provisioning(MAY_NOT).require("order-changes"))
                .isInstanceOfSatisfying(
                        StreamFailure.class,
                        failure -> assertThat(failure.kind()).isEqualTo(FailureKind.SETUP))
                .hasMessage("Cannot use stream order-changes: expected it to exist but it does not."
                        + " Create it, or set orderlake.streams.create=true");
        assertThat(kinesis.effects).isEmpty();
    }

    @Test
    void givesUpOnAStreamThatNeverBecomesActive() {
        kinesis.stream("order-changes", StreamStatus.DELETING);

        assertThatThrownBy(() -> provisioning(MAY_CREATE).require("order-changes"))
                .hasMessage("Cannot use stream order-changes: expected it to become ACTIVE within a minute");
    }

    @Test
    void tagsAStreamThatHasNoLaneCount() {
        new StreamLanes(kinesis, MAY_CREATE).require("order-changes", LANES);
        new StreamLanes(kinesis, MAY_NOT).require("order-changes", LANES);

        assertThat(kinesis.effects).containsExactly("tag order-changes {orderlake:lanes=64}");
    }

    @Test
    void refusesAStreamWithAnotherLaneCount() {
        kinesis.tagged("order-changes", "orderlake:lanes", "32");

        assertThatThrownBy(() -> new StreamLanes(kinesis, MAY_CREATE).require("order-changes", LANES))
                .isInstanceOfSatisfying(
                        StreamFailure.class,
                        failure -> assertThat(failure.kind()).isEqualTo(FailureKind.SETUP))
                .hasMessage("Cannot publish to stream order-changes: expected its tag orderlake:lanes to be 64,"
                        + " the value of orderlake.streams.lanes, but was 32");
    }

    @Test
    void refusesAnUntaggedStreamWhereItMayNotTag() {
        assertThatThrownBy(() -> new StreamLanes(kinesis, MAY_NOT).require("order-changes", LANES))
                .hasMessageEndingWith("but was absent");
        assertThat(kinesis.effects).isEmpty();
    }

    private StreamProvisioning provisioning(StreamSettings settings) {
        return new StreamProvisioning(kinesis, settings, this::pause);
    }

    private void pause(Duration howLong) {
        kinesis.effects.add("pause " + howLong);
    }
}
