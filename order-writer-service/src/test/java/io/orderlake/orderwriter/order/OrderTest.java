package io.orderlake.orderwriter.order;

import static io.orderlake.orderwriter.order.OrderStatus.CANCELLED;
import static io.orderlake.orderwriter.order.OrderStatus.DELIVERED;
import static io.orderlake.orderwriter.order.OrderStatus.PROCESSING;
import static io.orderlake.orderwriter.order.OrderStatus.SHIPPED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.orderlake.orderwriter.MockRequests;
import io.orderlake.orderwriter.input.RequestRefusal;
import io.orderlake.orderwriter.input.RequestRefusal.Reason;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OrderTest {

    private static final Instant NOW = Instant.parse("2026-11-20T23:59:59.123Z");
    private static final Instant LATER = NOW.plusSeconds(60);

    private final Order placed = Order.placed("o1", OrderRequest.read(MockRequests.order()), 0, NOW);

    @Test
    void aNewOrderIsProcessingFromTodayAtVersionOne() {
        assertThat(placed.status()).isEqualTo(PROCESSING);
        assertThat(placed.orderDate()).isEqualTo(LocalDate.of(2026, 11, 20));
        assertThat(placed.version()).isEqualTo(1);
        assertThat(placed.createdAt()).isEqualTo(NOW.toEpochMilli()).isEqualTo(placed.updatedAt());
        assertThat(placed.total()).isEqualByComparingTo("599.70");
    }

    @Test
    void anOrderUnderADeletedIdContinuesItsVersions() {
        assertThat(Order.placed("o1", OrderRequest.read(MockRequests.order()), 4, NOW)
                        .version())
                .isEqualTo(5);
    }

    @Test
    void statusesFollowTheDiagram() {
        Map<OrderStatus, List<OrderStatus>> possible = Map.of(
                PROCESSING, List.of(PROCESSING, SHIPPED, CANCELLED),
                SHIPPED, List.of(SHIPPED, DELIVERED),
                DELIVERED, List.of(DELIVERED),
                CANCELLED, List.of(CANCELLED));

        for (OrderStatus from : OrderStatus.values()) {
            assertThat(Arrays.stream(OrderStatus.values()).filter(from::canBecome))
                    .containsExactlyElementsOf(possible.get(from));
        }
    }

    @Test
    void anImpossibleTransitionIsAConflict() {
        assertConflict(() -> placed.patched(OrderPatch.status(DELIVERED), LATER));
    }

    @Test
    void aFinalOrderCanNoLongerChange() {
        Order cancelled = placed.patched(OrderPatch.status(CANCELLED), LATER);

        assertConflict(() -> cancelled.patched(OrderPatch.quantity(4), LATER));
        assertConflict(() -> cancelled.replaced(OrderRequest.read(MockRequests.order()), LATER));
        assertThat(cancelled.patched(OrderPatch.status(CANCELLED), LATER)).isSameAs(cancelled);
    }

    @Test
    void aPatchMergesWhatItNamesAndTakesAwayWhatIsNull() {
        Order promoted = placed.patched(OrderPatch.promoCode("SPRING25"), LATER);
        byte[] body = "{\"shipping_address\":{\"city\":\"Bern\"},\"promo_code\":null,\"quantity\":2}".getBytes(UTF_8);

        Order patched = promoted.patched(OrderPatch.read(body), LATER);

        assertThat(promoted.content().promoCode()).isEqualTo("SPRING25");
        assertThat(patched.content().promoCode()).isNull();
        assertThat(patched.content().shippingAddress())
                .isEqualTo(new ShippingAddress("1 Lake Road", "Bern", "8001", "CH"));
        assertThat(patched.total()).isEqualByComparingTo("399.80");
        assertThat(patched.version()).isEqualTo(3);
        assertThat(patched.createdAt()).isEqualTo(NOW.toEpochMilli());
        assertThat(patched.updatedAt()).isEqualTo(LATER.toEpochMilli());
    }

    @Test
    void aPatchThatChangesNothingIsNoNewVersion() {
        assertThat(placed.patched(OrderPatch.quantity(3), LATER)).isSameAs(placed);
    }

    @Test
    void anOrderNeverBecomesOlderThanItWas() {
        assertThat(placed.patched(OrderPatch.quantity(1), NOW.minusSeconds(5)).updatedAt())
                .isEqualTo(placed.updatedAt());
    }

    @Test
    void aReplacementKeepsStatusAndDateThatItDoesNotName() {
        Order shipped = placed.patched(OrderPatch.status(SHIPPED), LATER);

        Order replaced = shipped.replaced(OrderRequest.read(MockRequests.orderWith("Laptop", "Phone")), LATER);

        assertThat(replaced.content().productName()).isEqualTo("Phone");
        assertThat(replaced.status()).isEqualTo(SHIPPED);
        assertThat(replaced.orderDate()).isEqualTo(placed.orderDate());
        assertThat(replaced.version()).isEqualTo(3);
    }

    @Test
    void ifMatchComparesTheStrongTag() {
        assertThat(matches(null)).isTrue();
        assertThat(matches("\"1\"")).isTrue();
        assertThat(matches("\"7\", \"1\"")).isTrue();
        assertThat(matches("*")).isTrue();
        assertThat(matches("W/\"1\"")).isFalse();
        assertThat(matches("\"2\"")).isFalse();
        assertRefused(Reason.INVALID, () -> IfMatch.of("1"));
        assertRefused(Reason.PRECONDITION_FAILED, () -> IfMatch.of("*").refuseUnlessMatches(Optional.empty()));
    }

    private boolean matches(@Nullable String header) {
        try {
            IfMatch.of(header).refuseUnlessMatches(Optional.of(placed));
            return true;
        } catch (RequestRefusal refusal) {
            assertThat(refusal.reason()).isEqualTo(Reason.PRECONDITION_FAILED);
            return false;
        }
    }

    private static void assertConflict(ThrowingCallable call) {
        assertRefused(Reason.CONFLICT, call);
    }

    private static void assertRefused(Reason reason, ThrowingCallable call) {
        assertThatExceptionOfType(RequestRefusal.class)
                .isThrownBy(call)
                .extracting(RequestRefusal::reason)
                .isEqualTo(reason);
    }
}
