extension BuiltInKey {
    /// Reads what a former system or a website recorded; nil for white space alone, which is no value.
    package func reading(_ text: String, zone: Zone) throws(ValueTextError) -> Value? {
        let text = text.trimmed
        guard !text.isEmpty else { return nil }
        switch self {
        case .country:
            guard let country = Country(text) else {
                throw ValueTextError("“\(text)” is not a country; write two letters, such as KR")
            }
            return .text(country.description)
        case .timeZone:
            guard let zone = Zone(name: text) else {
                throw ValueTextError("“\(text)” is not a time zone; write one such as Asia/Seoul")
            }
            return .text(zone.name)
        case .sessionsCount:
            guard let count = Int32(text), count >= 0 else {
                throw ValueTextError("“\(text)” is not a count; write a whole number such as 12")
            }
            return .number(Double(count))
        default: return try Value.reading(text, as: type, zone: zone)
        }
    }
}
