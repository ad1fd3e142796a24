package io.orderlake.orderwriter.order;

import static io.orderlake.orderwriter.MockRequests.orderWith;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.orderlake.orderwriter.MockRequests;
import io.orderlake.orderwriter.input.FieldError;
import io.orderlake.orderwriter.input.RequestRefusal;
import io.orderlake.orderwriter.input.RequestRefusal.Reason;
import java.math.BigDecimal;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrderRequestTest {

    @Test
    void readsAWholeOrder() {
        OrderRequest request = OrderRequest.read(MockRequests.order());

        ShippingAddress address = new ShippingAddress("1 Lake Road", "Zürich", "8001", "CH");
        assertThat(request.content())
                .isEqualTo(new OrderContent(
                        "42", "ada@example.com", "Laptop", 3, new BigDecimal("199.90"), "USD", address, null));
        assertThat(request.status()).isNull();
        assertThat(request.orderDate()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"customer_id\":\"42\"      | \"customer_id\":42              | customer_id",
                "\"customer_id\":\"42\"      | \"customer_id\":\" \"           | customer_id",
                "\"customer_id\":\"42\"      | \"customer_id\":\"\\u0000\"     | customer_id",
                "\"customer_id\":\"42\"      | \"customer_id\":null            | customer_id",
                "\"customer_id\":\"42\"      | \"customer\":\"42\"             | customer_id customer",
                "\"customer_id\":\"42\"      | \"customer_id\":\"1\",\"total\":5 | total",
                "\"customer_id\":\"42\"      | \"customer_id\":\"1\",\"order_id\":\"7\" | order_id",
                "ada@example.com             | ada                             | customer_email",
                "\"quantity\":3              | \"quantity\":0                  | quantity",
                "\"quantity\":3              | \"quantity\":10001              | quantity",
                "\"quantity\":3              | \"quantity\":3.0                | quantity",
                "\"quantity\":3              | \"quantity\":\"3\"              | quantity",
                "\"quantity\":3              | \"quantity\":99999999999999999999 | quantity",
                "\"price\":199.9             | \"price\":199.999               | price",
                "\"price\":199.9             | \"price\":199.900               | price",
                "\"price\":199.9             | \"price\":1e2                   | price",
                "\"price\":199.9             | \"price\":-1                    | price",
                "\"price\":199.9             | \"price\":-0.00                 | price",
                "\"price\":199.9             | \"price\":\"NaN\"               | price",
                "\"price\":199.9             | \"price\":\"199.90\"            | price",
                "\"price\":199.9             | \"price\":1000000.01            | price",
                "\"price\":199.9             | \"price\":true                  | price",
                "\"currency\":\"USD\"        | \"currency\":\"usd\"            | currency",
                "\"city\":\"Zürich\"         | \"city\":[]                     | shipping_address.city",
                "\"city\":\"Zürich\"         | \"planet\":\"Earth\"            | shipping_address.city shipping_address.planet",
                "\"country\":\"CH\"          | \"country\":\"Switzerland\"     | shipping_address.country",
                "\"currency\":\"USD\"        | \"currency\":\"USD\",\"order_date\":\"2026-02-30\"   | order_date",
                "\"currency\":\"USD\"        | \"currency\":\"USD\",\"order_date\":\"+12026-02-3\"  | order_date",
                "\"currency\":\"USD\"        | \"currency\":\"USD\",\"status\":\"lost\"             | status",
                "\"currency\":\"USD\"        | \"currency\":\"USD\",\"promo_code\":\"\"             | promo_code",
            })
    void namesTheFieldThatIsWrong(String member, String replacement, String fields) {
        RequestRefusal refusal = refusalOf(orderWith(member, replacement));

        assertThat(refusal.reason()).isEqualTo(Reason.INVALID);
        assertThat(refusal.errors()).extracting(FieldError::field).containsExactly(fields.split(" "));
    }

    @Test
    void anAddressThatIsNoObjectIsOneErrorAndNotFive() {
        RequestRefusal refusal = refusalOf("{\"shipping_address\":7}".getBytes(UTF_8));

        assertThat(refusal.errors())
                .contains(new FieldError("shipping_address", "must be an object, but was 7"))
                .extracting(FieldError::field)
                .noneMatch(field -> field.startsWith("shipping_address."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "7", "{", "{\"price\":NaN}", "{} {}", "{\"a\":1,\"a\":2}", "{'a':1}"})
    void aBodyThatIsNoJsonObjectIsUnreadable(String body) {
        assertThat(refusalOf(body.getBytes(UTF_8)).reason()).isEqualTo(Reason.UNREADABLE);
    }

    @Test
    void everyWrongFieldIsNamedWhateverIsWrongWithIt() {
        RequestRefusal refusal = refusalOf("""
                {"customer_id":5,"customer_email":null,"product_name":"","price":{"amount":1},"currency":["USD"],"colour":[1],
                 "shipping_address":{"street":true,"planet":{},"postal_code":"8001","country":"CH"},"status":1}""".getBytes(UTF_8));

        assertThat(refusal.errors())
                .containsExactly(
                        new FieldError("customer_id", "must be a string, but was 5"),
                        new FieldError("customer_email", "must be a string, but was null"),
                        new FieldError("price", "must be a number, but was an object"),
                        new FieldError("currency", "must be a string, but was an array"),
                        new FieldError("shipping_address.street", "must be a string, but was true"),
                        new FieldError("status", "must be a string, but was 1"),
                        new FieldError("product_name", "must be a text of 1 to 200 printable characters, but was "),
                        new FieldError("quantity", "is required"),
                        new FieldError("shipping_address.city", "is required"),
                        new FieldError("shipping_address.planet", "is not a known field"),
                        new FieldError("colour", "is not a known field"));
    }

    @Test
    void aPromoCodeMayBeNull() {
        assertThat(OrderRequest.read(orderWith("\"quantity\":3", "\"quantity\":3,\"promo_code\":null"))
                        .promoCode())
                .isNull();
    }

    @Test
    void invalidUtf8IsUnreadable() {
        byte[] body = MockRequests.order();
        body[body.length / 2] = (byte) 0xFF;

        assertThat(refusalOf(body).reason()).isEqualTo(Reason.UNREADABLE);
    }

    @Property(tries = 200)
    void anAmountIsTakenExactly(@ForAll @IntRange(max = 100_000_000) int cents) {
        String price = BigDecimal.valueOf(cents, 2).toPlainString();

        OrderContent content = OrderRequest.read(orderWith("199.9", price)).content();

        assertThat(content.price()).isEqualTo(new BigDecimal(price));
        assertThat(content.total()).isEqualTo(new BigDecimal(price).multiply(new BigDecimal(3)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"price\":1}                                | price",
                "{\"quantity\":null}                          | quantity",
                "{\"shipping_address\":null}                  | shipping_address",
                "{\"shipping_address\":{\"city\":null}}       | shipping_address.city",
                "{\"status\":7}                               | status",
                "{\"version\":7}                              | version",
                "{\"colour\":\"red\"}                         | colour",
            })
    void aPatchMayOnlyNameFourFields(String body, String field) {
        RequestRefusal refusal =
                catchThrowableOfType(RequestRefusal.class, () -> OrderPatch.read(body.getBytes(UTF_8)));

        assertThat(refusal.errors()).extracting(FieldError::field).isEqualTo(List.of(field));
    }

    private static RequestRefusal refusalOf(byte[] body) {
        return catchThrowableOfType(RequestRefusal.class, () -> OrderRequest.read(body));
    }
}
