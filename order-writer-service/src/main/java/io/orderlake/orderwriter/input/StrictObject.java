package io.orderlake.orderwriter.input;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.ValueDeserializerModifier;
import tools.jackson.databind.deser.std.DelegatingDeserializer;

/**
 * Reads a nested record from a JSON object. Jackson alone reads an explicit null as an absent record, and does not
 * continue after another kind of value.
 */
final class StrictObject extends DelegatingDeserializer {

    private StrictObject(ValueDeserializer<?> record) {
        super(record);
    }

    static ValueDeserializerModifier forRecords() {
        return new ValueDeserializerModifier() {
            @Override
            public ValueDeserializer<?> modifyDeserializer(
                    DeserializationConfig config, BeanDescription.Supplier type, ValueDeserializer<?> reader) {
                return type.getBeanClass().isRecord() ? new StrictObject(reader) : reader;
            }
        };
    }

    @Override
    protected ValueDeserializer<?> newDelegatingInstance(ValueDeserializer<?> record) {
        return new StrictObject(record);
    }

    @Override
    public @Nullable Object deserialize(JsonParser parser, DeserializationContext context) {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            return getNullValue(context);
        }
        FieldProblems problems = FieldProblems.of(context);
        problems.beginObject(parser);
        Object read = super.deserialize(parser, context);
        problems.endObject();
        return read;
    }

    @Override
    public @Nullable Object getNullValue(DeserializationContext context) {
        FieldProblems.of(context).add(context.getParser(), "must be an object");
        return null;
    }

    @Override
    public @Nullable Object getAbsentValue(DeserializationContext context) {
        return null;
    }
}
