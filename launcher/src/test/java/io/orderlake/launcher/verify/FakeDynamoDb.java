package io.orderlake.launcher.verify;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.paginators.QueryIterable;

/** Tables in memory, which answer scans and single looks. */
final class FakeDynamoDb implements DynamoDbClient {

    private final Map<String, List<Map<String, AttributeValue>>> tables = new HashMap<>();

    /** What happens to be written right after a scan. */
    Runnable afterScan = () -> {};

    FakeDynamoDb table(String name) {
        tables.put(name, new ArrayList<>());
        return this;
    }

    void put(String table, Map<String, AttributeValue> item) {
        rows(table).removeIf(row -> Objects.equals(row.get("order_id"), item.get("order_id")));
        rows(table).add(item);
    }

    void add(String table, Map<String, AttributeValue> item) {
        rows(table).add(item);
    }

    int size(String table) {
        return rows(table).size();
    }

    /** All of a partition key whose sort key begins so. */
    @Override
    public QueryResponse query(QueryRequest request) {
        AttributeValue pk = request.expressionAttributeValues().get(":pk");
        String sk = Objects.requireNonNull(request.expressionAttributeValues().get(":sk"))
                .s();
        return QueryResponse.builder()
                .items(rows(request.tableName()).stream()
                        .filter(row -> Objects.equals(row.get("pk"), pk))
                        .filter(row -> Objects.requireNonNull(row.get("sk")).s().startsWith(sk))
                        .toList())
                .build();
    }

    @Override
    public QueryIterable queryPaginator(QueryRequest request) {
        return new QueryIterable(this, request);
    }

    @Override
    public ScanResponse scan(ScanRequest request) {
        ScanResponse response = ScanResponse.builder()
                .items(List.copyOf(rows(request.tableName())))
                .build();
        afterScan.run();
        return response;
    }

    @Override
    public GetItemResponse getItem(GetItemRequest request) {
        Predicate<Map<String, AttributeValue>> wanted =
                row -> row.entrySet().containsAll(request.key().entrySet());
        GetItemResponse.Builder response = GetItemResponse.builder();
        rows(request.tableName()).stream().filter(wanted).findFirst().ifPresent(response::item);
        return response.build();
    }

    @Override
    public DescribeTableResponse describeTable(DescribeTableRequest request) {
        rows(request.tableName());
        return DescribeTableResponse.builder().build();
    }

    private List<Map<String, AttributeValue>> rows(String table) {
        List<Map<String, AttributeValue>> rows = tables.get(table);
        if (rows == null) {
            throw ResourceNotFoundException.builder()
                    .message("no table " + table)
                    .build();
        }
        return rows;
    }

    @Override
    public String serviceName() {
        return "dynamodb";
    }

    @Override
    public void close() {}
}
