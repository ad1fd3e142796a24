package io.orderlake.orderwriter.input;

import io.orderlake.orderwriter.input.RequestRefusal.Reason;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.util.Locale;
import java.util.Map;
import org.hibernate.validator.HibernateValidator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the body of a request with Jackson and validates it with Jakarta Bean Validation. The refusal names every wrong,
 * missing and unknown field; {@code @Valid @RequestBody} would stop at the first one that Jackson cannot read.
 */
public final class RequestParser {

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .addModule(StrictScalar.module().setDeserializerModifier(StrictObject.forRecords()))
            .build();

    /** In English whatever the locale of the machine is, as all other messages are. */
    private static final Validator VALIDATOR = Validation.byProvider(HibernateValidator.class)
            .configure()
            .defaultLocale(Locale.ENGLISH)
            .buildValidatorFactory()
            .getValidator();

    private RequestParser() {}

    /** @param refused what is wrong with fields that a client might expect, but that the type does not have */
    public static <T> T parse(Class<T> type, byte[] body, Map<String, String> refused) {
        FieldProblems problems = new FieldProblems(refused);
        T request = read(JSON.readerFor(type).withHandler(problems).withAttribute(FieldProblems.class, problems), body);
        problems.addViolations(VALIDATOR.validate(request));
        problems.refuseIfAny();
        return request;
    }

    private static <T> T read(ObjectReader reader, byte[] body) {
        try (JsonParser parser = reader.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw unreadable("expected a JSON object");
            }
            return reader.readValue(parser);
        } catch (MismatchedInputException e) {
            throw unreadable("expected nothing after the JSON object");
        } catch (JacksonException e) {
            throw unreadable(e.getOriginalMessage().split(":", 2)[0] + position(e.getLocation()));
        }
    }

    /** A document that exceeds the parser's limits has no one wrong position. */
    private static String position(@Nullable TokenStreamLocation location) {
        return location == null ? "" : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
    }

    private static RequestRefusal unreadable(String why) {
        return RequestRefusal.of(Reason.UNREADABLE, "Cannot read the body: " + why);
    }
}
