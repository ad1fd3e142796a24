package io.orderlake.orderwriter.api;

import io.orderlake.orderwriter.OrderProcessor;
import io.orderlake.orderwriter.order.IfMatch;
import io.orderlake.orderwriter.order.Order;
import io.orderlake.orderwriter.order.OrderOutcome;
import io.orderlake.orderwriter.order.OrderPatch;
import io.orderlake.orderwriter.order.OrderRequest;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Orders over HTTP. Bodies are bytes here: their length is limited before they are parsed, and an {@code Idempotency-Key}
 * belongs to the exact bytes. */
@RestController
@RequestMapping(path = "/orders", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "orders")
class OrderController {

    private static final String MERGE_PATCH = "application/merge-patch+json";
    private static final String JSON = MediaType.APPLICATION_JSON_VALUE;

    private final OrderProcessor orders;

    OrderController(OrderProcessor orders) {
        this.orders = orders;
    }

    @PostMapping(consumes = JSON)
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Places a new order; it can be repeated safely with the same Idempotency-Key")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = OrderRequest.class),
                            examples = @ExampleObject(ApiPage.ORDER)))
    ResponseEntity<Order> create(
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String idempotencyKey,
            InputStream body)
            throws IOException {
        return answer(orders.create(Body.read(body), idempotencyKey));
    }

    @PutMapping(path = "/{id}", consumes = JSON)
    @Operation(summary = "Replaces an order, or creates it under this id")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = OrderRequest.class),
                            examples = @ExampleObject(ApiPage.ORDER)))
    ResponseEntity<Order> replace(
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            InputStream body)
            throws IOException {
        return answer(orders.replace(id, Body.read(body), IfMatch.of(ifMatch)));
    }

    @PatchMapping(
            path = "/{id}",
            consumes = {MERGE_PATCH, JSON})
    @Operation(summary = "Changes status, address, promo code or quantity (merge patch; null removes the promo code)")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = OrderPatch.class),
                            examples = @ExampleObject(ApiPage.PATCH)))
    ResponseEntity<Order> change(
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            InputStream body)
            throws IOException {
        return answer(orders.change(id, Body.read(body), IfMatch.of(ifMatch)));
    }

    @PostMapping("/{id}/cancel")
    @Operation(summary = "Cancels an order that has not been shipped")
    ResponseEntity<Order> cancel(
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        return answer(orders.cancel(id, IfMatch.of(ifMatch)));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Deletes an order; a later order with this id continues its versions")
    ResponseEntity<Void> delete(
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        orders.delete(id, IfMatch.of(ifMatch));
        return ResponseEntity.noContent().build();
    }

    @GetMapping("/{id}")
    @Operation(summary = "One order")
    ResponseEntity<Order> find(@PathVariable String id) {
        return answer(orders.find(id));
    }

    @GetMapping
    @Operation(summary = "A page of orders, in no particular order")
    OrderPage list(
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return OrderPage.of(orders.list(OrderPage.limit(limit), OrderPage.idIn(cursor)));
    }

    private static ResponseEntity<Order> answer(OrderOutcome placed) {
        Order order = placed.order();
        URI location = URI.create("/orders/" + order.orderId());
        return switch (placed.how()) {
            case REPLACED -> answer(order);
            case CREATED ->
                ResponseEntity.created(location).eTag(IfMatch.tag(order)).body(order);
            case REPEATED ->
                ResponseEntity.created(location)
                        .eTag(IfMatch.tag(order))
                        .header("Idempotency-Replayed", "true")
                        .body(order);
        };
    }

    private static ResponseEntity<Order> answer(Order order) {
        return ResponseEntity.ok().eTag(IfMatch.tag(order)).body(order);
    }
}
