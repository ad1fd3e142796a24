package io.orderlake.relay;

import static io.orderlake.relay.RelayFixtures.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderlake.contract.Erasure;
import io.orderlake.contract.LakeRecordJson;
import io.orderlake.contract.Person;
import io.orderlake.contract.Position;
import io.orderlake.contract.RelayTag;
import io.orderlake.contract.RelayTagJson;
import io.orderlake.relay.RelayFixtures.MemoryRegister;
import io.orderlake.stream.LaneRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class RedriveTest extends RedriveFixture {

    @Test
    void anObjectIsASourceShardWhoseRejectsGoInTheirOrder() {
        objects.rejects.put(OBJECT, List.of(reject("{\"eventID\":\"e1\"}", 7), reject("{\"eventID\":\"e2\"}", 3)));

        assertThat(run()).isEqualTo(new RedriveOutcome(1, 2, Map.of(), null));
        assertThat(published).extracting(LaneRecord::lane).containsExactly(7, 3);
        assertThat(tags()).extracting(RelayTag::sequence).containsExactly("0000000000", "0000000001");
        assertThat(tags()).allSatisfy(tag -> {
            assertThat(tag.sourceShard()).isEqualTo("redrive/" + OBJECT);
            assertThat(tag.redriven()).isTrue();
            assertThat(tag.eventId()).isEqualTo("e");
        });
    }

    @Test
    void anObjectThatIsListedButNotThereHoldsNoOtherAndIsPassedOnceItIs() {
        String next = OBJECT.replace("claim-1", "claim-2");
        objects.rejects.put(OBJECT, List.of(reject("{\"eventID\":\"e1\"}", 7)));
        objects.rejects.put(next, List.of(reject("{\"eventID\":\"e2\"}", 7)));
        objects.gone.add(OBJECT);

        assertThat(run()).isEqualTo(new RedriveOutcome(1, 1, Map.of(), null));
        objects.gone.clear();
        assertThat(run()).isEqualTo(new RedriveOutcome(1, 1, Map.of(), null));
    }

    @Test
    void anOriginalIsSentByteByByteWhateverItIs() {
        List<String> originals =
                List.of("{\"n\":12345678901234567.89,\"n\":1 }", "not json", "{\"orderlake\":{\"lane\":99}}");
        objects.rejects.put(
                OBJECT, originals.stream().map(text -> reject(text, 1)).toList());

        assertThat(run().rejects()).isEqualTo(3);
        assertThat(originals()).isEqualTo(originals);
    }

    @Test
    void theEpochOfTheFirstRelayStaysSoThatThePositionStaysTheSame() {
        objects.rejects.put(
                OBJECT,
                List.of(
                        reject("{\"eventID\":\"e1\",\"orderlake\":{\"epoch\":4,\"lanes\":64}}", 7),
                        reject("{}", 7, Position.dynamodb(5, "42"), null)));

        run();

        assertThat(tags()).extracting(RelayTag::epoch).containsExactly(4, 5);
    }

    @Test
    void aLaneBeyondTheStreamsCountIsBroughtBackIntoIt() {
        objects.rejects.put(OBJECT, List.of(reject("{}", 64 + 5)));

        run();

        assertThat(tags()).extracting(RelayTag::lane).containsExactly(5);
    }

    @Test
    void anObjectIsPassedOnce() {
        objects.rejects.put(OBJECT, List.of(reject("{}", 1)));
        run();

        assertThat(run()).isEqualTo(RedriveOutcome.NOTHING);
        assertThat(published).hasSize(1);
    }

    @Test
    void anOriginalThatLiesInTheLakeIsSentOnceItFitsAndInAShardOfItsOwn() {
        objects.originals.put("s3://lake/oversize/e", incompressible(6_000));
        objects.rejects.put(
                OBJECT,
                List.of(
                        reject("", 1, null, "s3://lake/oversize/e"),
                        reject("", 1, null, "s3://lake/oversize/gone"),
                        reject("{}", 1),
                        "broken".getBytes(StandardCharsets.UTF_8)));

        Map<String, Integer> open = Map.of(Redrive.TOO_LARGE, 1, Redrive.NO_ORIGINAL, 1, Redrive.UNREADABLE, 1);
        assertThat(run()).isEqualTo(new RedriveOutcome(1, 1, open, null));
        assertThat(run()).isEqualTo(new RedriveOutcome(0, 0, open, null));
        assertThat(meters.get("orderlake.redrive.left")
                        .tag("reason", Redrive.TOO_LARGE)
                        .counter()
                        .count())
                .isEqualTo(2);

        RedriveOutcome larger = redrive(published::addAll, 10_000).run(span(), Duration.ofMinutes(1));
        assertThat(larger)
                .isEqualTo(new RedriveOutcome(1, 1, Map.of(Redrive.NO_ORIGINAL, 1, Redrive.UNREADABLE, 1), null));
        assertThat(tags())
                .extracting(tag -> tag.sourceShard() + " " + tag.sequence())
                .containsExactly("redrive/" + OBJECT + " 0000000002", "redrive/" + OBJECT + "#2 0000000000");
        assertThat(landed()).hasSize(2);
    }

    @Test
    void anErasedRejectIsNotSentAndIsCountedEvenInAPassThatBeganBefore() {
        byte[] erased = LakeRecordJson.write(
                Erasure.erased(rejected("{\"customer_id\":\"c-1\"}", "transform", 1, null, null), new Person("c-1")));
        objects.rejects.put(OBJECT, List.of(erased, reject("{}", 1)));

        assertThat(run()).isEqualTo(new RedriveOutcome(1, 1, Map.of(Redrive.ERASED, 1), null));
        assertThat(originals()).containsExactly("{}");

        BitSet both = new BitSet();
        both.set(0, 2);
        register = new MemoryRegister();
        register.beginPass(OBJECT, new RedrivePass(1, both, new BitSet(), false));
        published.clear();
        run();
        assertThat(originals()).containsExactly("{}");
    }

    @Test
    void whatTheLakeWriterRefusedIsMarkedAsTransformed() {
        objects.rejects.put(OBJECT, List.of(LakeRecordJson.write(rejected("{}", "lake", 1, null, null))));

        run();

        assertThat(RelayTagJson.readOriginal(json(published.get(0)))
                        .orElseThrow()
                        .isTransformed())
                .isTrue();
    }

    @Test
    void itAnswersInTimeAndGoesOnWhereItStopped() {
        for (int i = 0; i < 5; i++) {
            objects.rejects.put("errors/" + i, List.of(reject("{}", 1)));
        }
        Ticking clock = new Ticking();
        Redrive slow = redrive(published::addAll, LIMIT, register, clock);

        RedriveOutcome first = slow.run(span(), Duration.ofSeconds(3));
        assertThat(first.rejects()).isBetween(1, 4);
        assertThat(first.next()).isEqualTo("after=errors%2F" + (first.rejects() - 1) + "&before=" + NOW);

        RedriveOutcome rest = slow.run(new Redrive.Span("errors/" + (first.rejects() - 1), NOW), Duration.ofMinutes(9));
        assertThat(rest.next()).isNull();
        assertThat(landed()).hasSize(5);
    }

    @Test
    void whatFailsAgainMeanwhileIsForTheNextRedrive() {
        objects.rejects.put(OBJECT, List.of(reject("{}", 1)));
        Consumer<List<LaneRecord>> failing = changes -> {
            published.addAll(changes);
            objects.rejects.put(OBJECT + "-again", List.of(reject("{}", 1)));
            objects.writtenAt.put(OBJECT + "-again", NOW.plusSeconds(1));
        };

        assertThat(redrive(failing, LIMIT).run(span(), Duration.ofMinutes(1)).rejects())
                .isEqualTo(1);
        Redrive.Span later = new Redrive.Span("", NOW.plusSeconds(2));
        assertThat(redrive(published::addAll, LIMIT)
                        .run(later, Duration.ofMinutes(1))
                        .rejects())
                .isEqualTo(1);
    }

    @Test
    void manyRejectsAreSentInPartsOfAFewMegabytes() {
        List<byte[]> many = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            many.add(LakeRecordJson.write(rejected(incompressible(600_000), "transform", i % 2, null, null)));
        }
        objects.rejects.put(OBJECT, many);
        List<Integer> parts = new ArrayList<>();

        redrive(changes -> parts.add(changes.size()), 950_000).run(span(), Duration.ofMinutes(1));

        assertThat(parts).containsExactly(5, 5, 2);
    }

    /** A clock that moves by a second each time it is read. */
    private static final class Ticking implements InstantSource {
        private Instant now = NOW;

        @Override
        public Instant instant() {
            now = now.plusSeconds(1);
            return now;
        }
    }
}
