package io.orderlake.localaws.catalog;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.BadRequestException;
import org.apache.iceberg.jdbc.JdbcCatalog;
import org.apache.iceberg.rest.CatalogHandlers;
import org.apache.iceberg.rest.Endpoint;
import org.apache.iceberg.rest.RESTCatalogProperties.SnapshotMode;
import org.apache.iceberg.rest.RESTResponse;
import org.apache.iceberg.rest.RESTUtil;
import org.apache.iceberg.rest.requests.CreateNamespaceRequest;
import org.apache.iceberg.rest.requests.CreateTableRequest;
import org.apache.iceberg.rest.requests.RegisterTableRequest;
import org.apache.iceberg.rest.requests.RenameTableRequest;
import org.apache.iceberg.rest.requests.UpdateNamespacePropertiesRequest;
import org.apache.iceberg.rest.requests.UpdateTableRequest;
import org.apache.iceberg.rest.responses.ConfigResponse;
import org.jspecify.annotations.Nullable;

/**
 * The calls of the REST catalog's specification that are served: namespaces and tables. No views, since nothing here writes one, and no
 * transaction over several tables, which {@link JdbcCatalog} cannot commit as one.
 */
final class RestCalls {

    private static final String SEPARATOR = "%1F";
    private static final List<Endpoint> SERVED = List.of(
            Endpoint.V1_LIST_NAMESPACES,
            Endpoint.V1_CREATE_NAMESPACE,
            Endpoint.V1_LOAD_NAMESPACE,
            Endpoint.V1_NAMESPACE_EXISTS,
            Endpoint.V1_UPDATE_NAMESPACE,
            Endpoint.V1_DELETE_NAMESPACE,
            Endpoint.V1_LIST_TABLES,
            Endpoint.V1_CREATE_TABLE,
            Endpoint.V1_REGISTER_TABLE,
            Endpoint.V1_RENAME_TABLE,
            Endpoint.V1_LOAD_TABLE,
            Endpoint.V1_TABLE_EXISTS,
            Endpoint.V1_UPDATE_TABLE,
            Endpoint.V1_DELETE_TABLE);

    private final JdbcCatalog catalog;
    private final Map<String, String> toClients;

    RestCalls(JdbcCatalog catalog, Map<String, String> toClients) {
        this.catalog = catalog;
        // A map that may be asked for null, which Iceberg's check of it does.
        this.toClients = new HashMap<>(toClients);
    }

    /** A request's body, read once it is known what it has to be. */
    interface Body {
        <T> T as(Class<T> type);
    }

    /**
     * A request.
     *
     * @param path as it was sent, its segments still encoded
     */
    record Call(String method, String path, Map<String, String> query, Body body) {

        private List<String> segments() {
            return List.of(path.substring(1).split("/", -1));
        }

        private String query(String name) {
            return query.getOrDefault(name, "");
        }
    }

    /** Empty where the call succeeds without a body. */
    @Nullable RESTResponse answer(Call call) {
        List<String> path = call.segments();
        if (path.get(0).equals("v1") && path.size() > 1) {
            switch (path.get(1)) {
                case "config":
                    if (path.size() == 2 && call.method().equals("GET")) {
                        return config(call.query("warehouse"));
                    }
                    break;
                case "tables":
                    if (call.path().equals("/v1/tables/rename") && call.method().equals("POST")) {
                        CatalogHandlers.renameTable(catalog, call.body().as(RenameTableRequest.class));
                        return null;
                    }
                    break;
                case "namespaces":
                    return namespaces(call, path.subList(2, path.size()));
                default:
            }
        }
        throw unknown(call);
    }

    private RESTResponse config(String warehouse) {
        String ours = String.valueOf(toClients.get("warehouse"));
        if (!warehouse.isEmpty() && !RESTUtil.stripTrailingSlash(warehouse).equals(ours)) {
            throw new BadRequestException("Cannot serve warehouse %s: expected %s", warehouse, ours);
        }
        return ConfigResponse.builder()
                .withDefaults(toClients)
                .withEndpoints(SERVED)
                .build();
    }

    private @Nullable RESTResponse namespaces(Call call, List<String> path) {
        if (path.isEmpty()) {
            return namespaces(call);
        }
        Namespace namespace = RESTUtil.decodeNamespaceAsPathSegment(path.get(0), SEPARATOR);
        if (path.size() == 1) {
            return namespace(call, namespace);
        }
        return switch (path.size() + " " + path.get(1)) {
            case "2 properties" -> properties(call, namespace);
            case "2 tables" -> tables(call, namespace);
            case "2 register" -> register(call, namespace);
            case "3 tables" -> table(call, TableIdentifier.of(namespace, RESTUtil.decodePathSegment(path.get(2))));
            default -> throw unknown(call);
        };
    }

    private RESTResponse namespaces(Call call) {
        return switch (call.method()) {
            case "GET" -> CatalogHandlers.listNamespaces(catalog, parent(call));
            case "POST" -> CatalogHandlers.createNamespace(catalog, call.body().as(CreateNamespaceRequest.class));
            default -> throw unknown(call);
        };
    }

    private static Namespace parent(Call call) {
        String parent = call.query("parent");
        return parent.isEmpty() ? Namespace.empty() : RESTUtil.namespaceFromQueryParam(parent);
    }

    private @Nullable RESTResponse namespace(Call call, Namespace namespace) {
        switch (call.method()) {
            case "GET":
                return CatalogHandlers.loadNamespace(catalog, namespace);
            case "HEAD":
                CatalogHandlers.namespaceExists(catalog, namespace);
                return null;
            case "DELETE":
                CatalogHandlers.dropNamespace(catalog, namespace);
                return null;
            default:
                throw unknown(call);
        }
    }

    private RESTResponse properties(Call call, Namespace namespace) {
        only("POST", call);
        return CatalogHandlers.updateNamespaceProperties(
                catalog, namespace, call.body().as(UpdateNamespacePropertiesRequest.class));
    }

    private RESTResponse register(Call call, Namespace namespace) {
        only("POST", call);
        return CatalogHandlers.registerTable(catalog, namespace, call.body().as(RegisterTableRequest.class));
    }

    private RESTResponse tables(Call call, Namespace namespace) {
        if (call.method().equals("GET")) {
            return CatalogHandlers.listTables(catalog, namespace);
        }
        only("POST", call);
        CreateTableRequest request = call.body().as(CreateTableRequest.class);
        request.validate();
        return request.stageCreate()
                ? CatalogHandlers.stageTableCreate(catalog, namespace, request)
                : CatalogHandlers.createTable(catalog, namespace, request);
    }

    private @Nullable RESTResponse table(Call call, TableIdentifier table) {
        switch (call.method()) {
            case "GET":
                return CatalogHandlers.loadTable(catalog, table, snapshots(call.query("snapshots")));
            case "HEAD":
                CatalogHandlers.tableExists(catalog, table);
                return null;
            case "POST":
                return CatalogHandlers.updateTable(catalog, table, call.body().as(UpdateTableRequest.class));
            case "DELETE":
                drop(table, Boolean.parseBoolean(call.query("purgeRequested")));
                return null;
            default:
                throw unknown(call);
        }
    }

    private static SnapshotMode snapshots(String word) {
        return switch (word) {
            case "", "all" -> SnapshotMode.ALL;
            case "refs" -> SnapshotMode.REFS;
            default ->
                throw new BadRequestException("Cannot load the table: expected snapshots=all or refs but was %s", word);
        };
    }

    private void drop(TableIdentifier table, boolean purge) {
        if (purge) {
            CatalogHandlers.purgeTable(catalog, table);
        } else {
            CatalogHandlers.dropTable(catalog, table);
        }
    }

    private static void only(String method, Call call) {
        if (!call.method().equals(method)) {
            throw unknown(call);
        }
    }

    private static NoSuchCallException unknown(Call call) {
        return new NoSuchCallException(call.method() + " " + call.path());
    }
}
