package io.orderlake.lakehouse.staging;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import io.orderlake.contract.ColumnType;
import io.orderlake.contract.Mask;
import io.orderlake.contract.TableSpec;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/** Masks personal columns of files that did not pass through the transformer, in the same way as the transformer. */
public final class ColumnMasks {

    private static final String HMAC = "HmacSHA256";
    private static final String REDACTED = "***";

    private final TableSpec table;
    private final Optional<UserDefinedFunction> hash;

    /**
     * @param key the transformer's {@code orderlake.mask.key}
     * @throws IllegalArgumentException if the table has a column to hash and there is no key
     */
    public ColumnMasks(TableSpec table, Optional<String> key) {
        if (key.isEmpty() && table.masks().containsValue(Mask.HASH)) {
            throw new IllegalArgumentException("Cannot merge files of " + table.name()
                    + ": expected the mask key, since a column of it is to be hashed, but there is none");
        }
        this.table = table;
        this.hash = key.map(secret -> udf(hashing(secret), DataTypes.StringType));
    }

    /** The masked value of the column. A column whose name differs only in case is masked too. */
    Column masked(String name) {
        Column value = col("`" + name + "`");
        String declared = name.toLowerCase(Locale.ROOT);
        Mask mask = table.masks().get(declared);
        if (mask == null) {
            return value;
        }
        Column hidden = switch (mask) {
            case REDACT -> lit(REDACTED);
            case HASH -> hash.orElseThrow().apply(value.cast("string"));
        };
        Column text = isJson(declared) ? concat(lit("\""), hidden, lit("\"")) : hidden;
        return when(value.isNotNull(), text);
    }

    private boolean isJson(String column) {
        return table.column(column)
                .filter(c -> c.type() == ColumnType.Simple.JSON)
                .isPresent();
    }

    private static UDF1<@Nullable String, @Nullable String> hashing(String secret) {
        return text -> text == null ? null : hash(secret, text);
    }

    private static String hash(String secret, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance(HMAC);
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), HMAC));
        return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    }
}
