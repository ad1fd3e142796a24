package io.orderlake.lakehouse.rebuild;

import io.orderlake.contract.TableSpec;
import io.orderlake.lakehouse.gold.GoldTables;
import io.orderlake.lakehouse.gold.RefreshGold;
import io.orderlake.lakehouse.silver.MergeSilver;
import io.orderlake.lakehouse.silver.SilverColumns;
import io.orderlake.lakehouse.table.LakeTable;
import io.orderlake.lakehouse.table.LakeTables;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Rebuilds silver and gold from bronze, each table in one commit, and returns their content before and after. */
public final class Rebuild {

    private final MergeSilver silver;
    private final RefreshGold gold;
    private final LakeTables tables;

    public Rebuild(MergeSilver silver, RefreshGold gold, LakeTables tables) {
        this.silver = silver;
        this.gold = gold;
        this.tables = tables;
    }

    /** Updates the table and its gold first, so that the two contents can be compared. */
    public List<Rebuilt> run(TableSpec table) {
        silver.merge(table);
        Optional<LakeTable> current = silver.current(table);
        if (current.isEmpty()) {
            return List.of();
        }
        List<Rebuilt> rebuilt = new ArrayList<>();
        LakeTable orders = current.get();
        boolean feedsGold = table.name().equals(GoldTables.ORDERS)
                && GoldTables.missing(table).isEmpty();
        List<ContentHash> goldBefore = feedsGold ? goldHashes(() -> gold.refresh(orders)) : List.of();
        ContentHash before = ContentHash.of(tables.rows(orders));
        silver.rebuild(table);
        rebuilt.add(new Rebuilt(SilverColumns.LAYER + "." + table.name(), before, ContentHash.of(tables.rows(orders))));
        List<ContentHash> goldAfter = feedsGold ? goldHashes(() -> gold.rebuild(orders)) : List.of();
        for (int i = 0; i < goldAfter.size(); i++) {
            rebuilt.add(
                    new Rebuilt(GoldTables.LAYER + "." + GoldTables.ALL.get(i), goldBefore.get(i), goldAfter.get(i)));
        }
        return rebuilt;
    }

    private List<ContentHash> goldHashes(Runnable made) {
        made.run();
        return GoldTables.ALL.stream()
                .map(name -> ContentHash.of(tables.rows(GoldTables.current(name))))
                .toList();
    }
}
