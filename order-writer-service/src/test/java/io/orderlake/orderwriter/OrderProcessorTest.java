package io.orderlake.orderwriter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.orderlake.orderwriter.input.RequestRefusal;
import io.orderlake.orderwriter.input.RequestRefusal.Reason;
import io.orderlake.orderwriter.order.IfMatch;
import io.orderlake.orderwriter.order.Order;
import io.orderlake.orderwriter.order.OrderOutcome;
import io.orderlake.orderwriter.table.OrderTable;
import io.orderlake.orderwriter.table.OrderTableSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class OrderProcessorTest {

    /** A century ahead, because the time to live of DynamoDB Local uses the clock of the machine. */
    private static final Instant NOW = Instant.parse("2126-11-20T12:00:00Z");

    private static final IfMatch ANY = IfMatch.of(null);
    private static final byte[] CANCELLED = "{\"status\":\"cancelled\"}".getBytes(UTF_8);

    private final OrderTableSettings names = TestOrderTables.freshTables();
    private final OrderProcessor orders = ordersAt(NOW);

    @Test
    void theVersionsOfAnIdNeverStartAgain() {
        assertThat(orders.replace("o1", MockRequests.order(), ANY).order().version())
                .isEqualTo(1);
        assertThat(orders.cancel("o1", ANY).version()).isEqualTo(2);
        orders.delete("o1", ANY);
        assertRefused(Reason.NOT_FOUND, () -> orders.find("o1"));

        OrderOutcome again = orders.replace("o1", MockRequests.order(), ANY);
        assertThat(again.how()).isEqualTo(OrderOutcome.How.CREATED);
        assertThat(again.order().version()).isEqualTo(4);
        orders.delete("o1", ANY);
        assertThat(orders.replace("o1", MockRequests.order(), ANY).order().version())
                .isEqualTo(6);
        assertThat(OrderTableStream.versions(names, "o1")).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    }

    @Test
    void theStoredOrderIsTheAnsweredOrder() {
        Order placed = orders.create(MockRequests.order(), null).order();

        assertThat(orders.find(placed.orderId())).isEqualTo(placed);
    }

    @Test
    void writersThatRaceLeaveEachVersionOnce() throws Exception {
        int writers = 4;
        ExecutorService pool = Executors.newFixedThreadPool(writers);
        try {
            List<Callable<Integer>> tasks = new ArrayList<>();
            IntStream.range(0, writers).forEach(seed -> tasks.add(() -> writeAtRandom(new Random(seed))));
            int done = 0;
            for (Future<Integer> task : pool.invokeAll(tasks)) {
                done += task.get();
            }

            assertThat(OrderTableStream.versions(names, "raced"))
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, done).boxed().toList());
        } finally {
            pool.shutdownNow();
        }
    }

    /** The number of writes that were not refused. */
    private int writeAtRandom(Random random) {
        int done = 0;
        for (int i = 0; i < 8; i++) {
            byte[] body = MockRequests.orderWith("\"quantity\":3", "\"quantity\":" + (1 + random.nextInt(9999)));
            boolean delete = random.nextInt(4) == 0;
            try {
                if (delete) {
                    orders.delete("raced", ANY);
                } else {
                    orders.replace("raced", body, ANY);
                }
                done++;
            } catch (RequestRefusal refusal) {
                assertThat(refusal.reason()).isIn(Reason.NOT_FOUND, Reason.CONTENDED);
            }
        }
        return done;
    }

    @Test
    void onlyOneOfTwoRequestsWithTheSameTagIsDone() {
        orders.replace("o1", MockRequests.order(), ANY);
        IfMatch first = IfMatch.of("\"1\"");

        orders.change("o1", "{\"quantity\":5}".getBytes(UTF_8), first);

        assertRefused(Reason.PRECONDITION_FAILED, () -> orders.change("o1", CANCELLED, first));
        assertRefused(Reason.PRECONDITION_FAILED, () -> orders.delete("o1", first));
        assertRefused(Reason.PRECONDITION_FAILED, () -> orders.replace("o1", MockRequests.order(), first));
        assertRefused(Reason.PRECONDITION_FAILED, () -> orders.replace("o2", MockRequests.order(), first));
        assertThat(orders.find("o1").version()).isEqualTo(2);
    }

    @Test
    void aRepeatedKeyBringsTheFirstAnswerEvenAfterTheOrderHasChanged() {
        OrderOutcome first = orders.create(MockRequests.order(), "key-1");
        orders.delete(first.order().orderId(), ANY);

        assertThat(orders.create(MockRequests.order(), "key-1"))
                .isEqualTo(new OrderOutcome(first.order(), OrderOutcome.How.REPEATED));
        assertRefused(Reason.KEY_REUSED, () -> orders.create(MockRequests.orderWith("Laptop", "Phone"), "key-1"));
        assertThat(orders.list(100, null).orders()).isEmpty();
    }

    @Test
    void aKeyIsFreeAgainAfterADay() {
        OrderOutcome first = orders.create(MockRequests.order(), "key-1");
        OrderProcessor dayLater = ordersAt(NOW.plus(Duration.ofHours(24)));

        OrderOutcome second = dayLater.create(MockRequests.order(), "key-1");

        assertThat(second.how()).isEqualTo(OrderOutcome.How.CREATED);
        assertThat(second.order().orderId()).isNotEqualTo(first.order().orderId());
    }

    @Test
    void onlyOneOfManyRequestsWithTheSameKeyIsDone() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            Set<Order> answers = new HashSet<>();
            Callable<OrderOutcome> request = () -> orders.create(MockRequests.order(), "key-1");
            for (Future<OrderOutcome> answer : pool.invokeAll(List.of(request, request, request, request))) {
                answers.add(answer.get().order());
            }

            assertThat(answers).hasSize(1);
            assertThat(orders.list(100, null).orders()).containsExactlyElementsOf(answers);
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void pagesShowEachOrderOnce() {
        Set<Order> placed = new HashSet<>();
        IntStream.range(0, 7)
                .forEach(i ->
                        placed.add(orders.create(MockRequests.order(), null).order()));

        List<Order> listed = new ArrayList<>();
        OrderTable.Page page = orders.list(3, null);
        while (page.lastId() != null) {
            assertThat(page.orders()).hasSize(3);
            listed.addAll(page.orders());
            page = orders.list(3, page.lastId());
        }
        listed.addAll(page.orders());

        assertThat(listed).hasSize(7).containsExactlyInAnyOrderElementsOf(placed);
    }

    @Test
    void aRefusedRequestWritesNothing() {
        orders.replace("o1", MockRequests.order(), ANY);

        assertRefused(Reason.CONFLICT, () -> orders.change("o1", "{\"status\":\"delivered\"}".getBytes(UTF_8), ANY));
        assertRefused(Reason.INVALID, () -> orders.change("o1", "{\"colour\":\"red\"}".getBytes(UTF_8), ANY));
        assertRefused(Reason.CONFLICT, () -> orders.replace("gen-1", MockRequests.order(), ANY));
        assertRefused(Reason.INVALID, () -> orders.replace("a b", MockRequests.order(), ANY));
        assertRefused(Reason.INVALID, () -> orders.create(MockRequests.order(), "no spaces"));

        assertThat(OrderTableStream.versions(names, "o1")).containsExactly(1L);
        assertThat(orders.list(100, null).orders()).hasSize(1);
    }

    private OrderProcessor ordersAt(Instant time) {
        OrderTable table = new OrderTable(TestOrderTables.client(), names, TestOrderTables.uncounted());
        Supplier<String> ids = () -> UUID.randomUUID().toString();
        return new OrderProcessor(table, ids, Clock.fixed(time, ZoneOffset.UTC));
    }

    private static void assertRefused(Reason reason, ThrowingCallable call) {
        assertThatExceptionOfType(RequestRefusal.class)
                .isThrownBy(call)
                .extracting(RequestRefusal::reason)
                .isEqualTo(reason);
    }
}
