package io.orderlake.orderwriter;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Request bodies that tests share. */
public final class MockRequests {

    /** Everything that is required and nothing else. */
    public static final String ORDER = """
            {"customer_id":"42","customer_email":"ada@example.com","product_name":"Laptop","quantity":3,"price":199.9,
             "currency":"USD",
             "shipping_address":{"street":"1 Lake Road","city":"Zürich","postal_code":"8001","country":"CH"}}""";

    private MockRequests() {}

    public static byte[] order() {
        return ORDER.getBytes(UTF_8);
    }

    /** The order with one member's text in place of another's. */
    public static byte[] orderWith(String member, String replacement) {
        if (!ORDER.contains(member)) {
            throw new IllegalArgumentException("The order has no " + member);
        }
        return ORDER.replace(member, replacement).getBytes(UTF_8);
    }
}
