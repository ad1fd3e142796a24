package io.orderlake.transformer.row;

import io.orderlake.contract.Check;
import io.orderlake.transformer.change.UnprocessableChange;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs a table's checks. A row that fails a check is flagged or rejected, as the check demands. */
final class Checks {

    private final String table;
    private final List<Check> checks;

    Checks(String table, List<Check> checks) {
        this.table = table;
        this.checks = checks;
    }

    Row check(Row row) {
        List<String> flags = new ArrayList<>();
        for (Check check : checks) {
            List<String> failed = failures(check, row.columns().get(check.column()));
            if (!failed.isEmpty() && check.onFailure() == Check.OnFailure.REJECT) {
                throw new UnprocessableChange(
                        "Cannot accept a row of " + table + ": it fails " + String.join(", ", failed));
            }
            flags.addAll(failed);
        }
        return row.flagged(flags);
    }

    private static List<String> failures(Check check, @Nullable Object value) {
        if (value == null) {
            return check.required() ? List.of("required:" + check.column()) : List.of();
        }
        List<String> failures = new ArrayList<>();
        if (value instanceof Long || value instanceof BigDecimal) {
            failures.addAll(outOfRange(check, new BigDecimal(value.toString())));
        }
        if (!check.oneOf().isEmpty() && !check.oneOf().contains(value.toString())) {
            failures.add("one_of:" + check.column());
        }
        return failures;
    }

    private static List<String> outOfRange(Check check, BigDecimal number) {
        if (check.min() != null && number.compareTo(check.min()) < 0) {
            return List.of("min:" + check.column());
        }
        return check.max() != null && number.compareTo(check.max()) > 0 ? List.of("max:" + check.column()) : List.of();
    }
}
