package io.orderlake.orderwriter.generator;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderlake.orderwriter.order.Order;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GeneratorPlanTest {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    @Property(tries = 50)
    void eachWriteIsThePossibleNextOneOfItsOrder(@ForAll long seed) {
        Map<String, Order> standing = new HashMap<>();
        Map<String, Long> versions = new HashMap<>();
        for (GeneratedWrite write : plan(seed, GeneratorMix.defaults(), 500)) {
            String id = write.orderId();
            assertThat(write.version()).isEqualTo(versions.getOrDefault(id, 0L) + 1);
            versions.put(id, write.version());
            Order before = write.isDelete() ? standing.remove(id) : standing.put(id, write.order());
            switch (write.kind()) {
                case CREATE -> assertThat(before).isNull();
                case DELETE -> assertThat(before).isEqualTo(write.order());
                case UPDATE, CANCEL, ADDRESS, PROMO -> assertPossible(before, write.order());
            }
        }
    }

    private static void assertPossible(@Nullable Order before, Order after) {
        if (before == null) {
            throw new AssertionError("A change of an order that does not exist: " + after);
        }
        assertThat(before.status().canBecome(after.status())).isTrue();
        assertThat(before.status().isFinal()).isFalse();
        assertThat(after.content().equals(before.content()) && after.status() == before.status())
                .isFalse();
    }

    @Test
    void theSameSeedGivesTheSameWrites() {
        GeneratorMix mix = GeneratorMix.defaults();

        assertThat(plan(7, mix, 1_000)).isEqualTo(plan(7, mix, 1_000)).isNotEqualTo(plan(8, mix, 1_000));
    }

    @Test
    void kindsComeInTheProportionOfTheMix() {
        Map<WriteKind, Integer> counted = new HashMap<>();
        plan(7, GeneratorMix.defaults(), 10_000).forEach(write -> counted.merge(write.kind(), 1, Integer::sum));

        for (WriteKind kind : WriteKind.values()) {
            double expected = GeneratorMix.defaults().weight(kind) * 100.0;
            assertThat((double) counted.getOrDefault(kind, 0)).isBetween(expected * 0.85, expected * 1.15);
        }
    }

    @Test
    void ordersAreAsTheRequirementSays() {
        Set<String> products = new HashSet<>();
        Set<String> customers = new HashSet<>();
        for (GeneratedWrite write : plan(7, new GeneratorMix(1, 0, 0, 0, 0, 0), 20_000)) {
            Order order = write.order();
            assertThat(order.orderId()).startsWith(Order.GENERATED_PREFIX + "run-");
            assertThat(order.content().quantity()).isBetween(1, 5);
            assertThat(order.content().price()).isBetween(new BigDecimal("10.00"), new BigDecimal("500.00"));
            assertThat(Integer.parseInt(order.content().customerId())).isBetween(1, 10_000);
            products.add(order.content().productName());
            customers.add(order.content().customerId());
        }
        assertThat(products).hasSize(5);
        assertThat(customers).hasSizeBetween(8_000, 10_000);
    }

    private static List<GeneratedWrite> plan(long seed, GeneratorMix mix, int writes) {
        GeneratorPlan plan = new GeneratorPlan("run", seed, mix);
        List<GeneratedWrite> planned = new ArrayList<>();
        for (int i = 0; i < writes; i++) {
            planned.add(plan.next(NOW));
        }
        return planned;
    }
}
