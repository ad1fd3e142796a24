package io.orderlake.orderwriter.generator;

import io.orderlake.orderwriter.order.OrderRequest;
import io.orderlake.orderwriter.order.ShippingAddress;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What mock customers order: five products, 1 to 5 pieces, 10.00 to 500.00 each, 10,000 customers who order repeatedly. */
final class MockOrders {

    private static final List<String> PRODUCTS = List.of("Laptop", "Phone", "Headphones", "Keyboard", "Monitor");
    private static final List<String> STREETS =
            List.of("Lake Road", "Main Street", "Hill WriteQueue", "Harbour Way", "Elm Row");
    private static final List<ShippingAddress> CITIES = List.of(
            new ShippingAddress("", "Zürich", "8001", "CH"),
            new ShippingAddress("", "Seattle", "98101", "US"),
            new ShippingAddress("", "Dublin", "D02 AF30", "IE"),
            new ShippingAddress("", "Kraków", "31-042", "PL"),
            new ShippingAddress("", "Osaka", "530-0001", "JP"));
    private static final List<String> PROMO_CODES = List.of("WELCOME10", "SPRING25", "FREESHIP");

    private static final Currency USD = Currency.getInstance("USD");
    private static final int CUSTOMERS = 10_000;
    private static final int MAX_QUANTITY = 5;
    private static final int MIN_CENTS = 1_000;
    private static final int MAX_CENTS = 50_000;

    private final RandomGenerator random;

    MockOrders(RandomGenerator random) {
        this.random = random;
    }

    OrderRequest order() {
        int customer = 1 + random.nextInt(CUSTOMERS);
        return new OrderRequest(
                Integer.toString(customer),
                "customer" + customer + "@example.com",
                one(PRODUCTS),
                quantity(),
                BigDecimal.valueOf(MIN_CENTS + random.nextInt(MAX_CENTS - MIN_CENTS + 1), 2),
                USD,
                address(),
                sometimesPromoCode(),
                null,
                null);
    }

    int quantity() {
        return 1 + random.nextInt(MAX_QUANTITY);
    }

    ShippingAddress address() {
        ShippingAddress city = one(CITIES);
        String street = (1 + random.nextInt(200)) + " " + one(STREETS);
        return new ShippingAddress(street, city.city(), city.postalCode(), city.country());
    }

    String promoCode() {
        return one(PROMO_CODES);
    }

    private @Nullable String sometimesPromoCode() {
        return random.nextInt(4) == 0 ? promoCode() : null;
    }

    private <T> T one(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
