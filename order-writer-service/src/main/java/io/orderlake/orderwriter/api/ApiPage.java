package io.orderlake.orderwriter.api;

import io.orderlake.orderwriter.input.FieldError;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.net.URI;
import java.util.List;

/** Adds to the API page what the signatures of controllers do not show: examples that work as they are, and problems. */
public final class ApiPage {

    static final String ORDER = """
            {"customer_id": "42", "customer_email": "ada@example.com", "product_name": "Laptop", "quantity": 2,
             "price": 149.90, "currency": "USD", "promo_code": "WELCOME10",
             "shipping_address": {"street": "1 Lake Road", "city": "Dublin", "postal_code": "D02 AF30", "country": "IE"}}
            """;

    static final String PATCH = """
            {"status": "shipped", "shipping_address": {"street": "7 Hill WriteQueue"}, "promo_code": null, "quantity": 3}
            """;

    static final String RUN = """
            {"rate": 5, "orders": 300, "changes": 0, "seed": 7, "mix": {"create": 40, "delete": 6}}
            """;

    /** The members of a problem document; only the API page uses it. */
    private record Problem(URI type, String title, int status, String detail, URI instance, List<FieldError> errors) {}

    private ApiPage() {}

    /** Every operation can end in a problem document. */
    public static void describeProblems(OpenAPI page) {
        Components components = page.getComponents() == null ? new Components() : page.getComponents();
        ModelConverters.getInstance().readAll(Problem.class).forEach(components::addSchemas);
        page.setComponents(components);
        Content content = new Content()
                .addMediaType(
                        "application/problem+json",
                        new MediaType().schema(new Schema<>().$ref("#/components/schemas/Problem")));
        ApiResponse problem =
                new ApiResponse().description("A problem document (RFC 9457)").content(content);
        page.getPaths()
                .values()
                .forEach(path -> path.readOperations()
                        .forEach(operation -> operation.getResponses().setDefault(problem)));
    }
}
