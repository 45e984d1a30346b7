extension PersonalText {
    /// Reads a text, and compares its keys with what the organization has. A tag that there is not is on nobody.
    package init(_ text: String, in catalogue: Catalogue) throws(PersonalTextError) {
        guard text.utf8.count <= Self.greatestLength else {
            throw PersonalTextError("the text is longer than \(Self.greatestLength) bytes; shorten it")
        }
        var parser = PersonalTextParser(scalars: Array(text.unicodeScalars), catalogue: catalogue)
        parts = try parser.parts()
    }
}

/// Works on scalars: a quote before a combining accent is still a quote.
private struct PersonalTextParser {
    let scalars: [Unicode.Scalar]
    let catalogue: Catalogue
    var position = 0
    /// The `{{#tag …}}` that are not closed yet.
    var open: [Range<Int>] = []

    /// All parts up to the `{{/tag}}` of what is open, or to the end of the text.
    mutating func parts() throws(PersonalTextError) -> [PersonalText.Part] {
        var parts: [PersonalText.Part] = []
        while true {
            let start = start(of: "{", from: position)
            if start > position { parts.append(.plain(text(position..<start))) }
            position = start
            guard start < scalars.count else {
                guard let open = open.last else { return parts }
                throw PersonalTextError("this part is never closed; add {{/tag}}", at: open)
            }
            let inner = try takePlace()
            let place = start..<position
            if inner == "/tag" {
                guard !open.isEmpty else { throw PersonalTextError("no {{#tag …}} is open here", at: place) }
                return parts
            }
            if inner == "#tag" || inner.hasPrefix("#tag ") {
                parts.append(try tagged(String(inner.dropFirst("#tag".count)), at: place))
            } else {
                parts.append(try value(inner, at: place))
            }
        }
    }

    /// Takes `{{ … }}`, and returns what stands within.
    private mutating func takePlace() throws(PersonalTextError) -> String {
        let start = position
        var end = start + 2
        var isQuoted = false
        while isQuoted || !isPair("}", at: end) {
            guard end < scalars.count else {
                throw PersonalTextError("this is never closed; add }}", at: start..<start + 2)
            }
            if scalars[end] == "\"" { isQuoted.toggle() }
            end += isQuoted && scalars[end] == "\\" ? 2 : 1
        }
        position = end + 2
        return text(start + 2..<end).trimmed
    }

    private mutating func tagged(_ name: String, at place: Range<Int>) throws(PersonalTextError) -> PersonalText.Part {
        guard open.count < PersonalText.greatestDepth else {
            throw PersonalTextError("parts for tags stand at most \(PersonalText.greatestDepth) deep", at: place)
        }
        let tag: TagName
        do throws(TagNameError) {
            tag = try TagName(name)
        } catch {
            throw PersonalTextError(error.explanation, at: place)
        }
        open.append(place)
        let parts = try parts()
        open.removeLast()
        return .tagged(tag, parts)
    }

    private func value(_ inner: String, at place: Range<Int>) throws(PersonalTextError) -> PersonalText.Part {
        let halves = inner.unicodeScalars.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
            .map { String($0).trimmed }
        let key = try key(halves[0], at: place)
        guard halves.count == 2 else { return .value(key, standIn: nil) }
        guard let standIn = Self.standIn(halves[1]) else {
            throw PersonalTextError("after | comes default: and a text in quotes, as in default: \"there\"", at: place)
        }
        return .value(key, standIn: standIn)
    }

    private func key(_ name: String, at place: Range<Int>) throws(PersonalTextError) -> PropertyKey {
        // Also one whose type is being changed: what it is written as does not depend on it.
        guard let key = PropertyKey(name) else { throw unknown(name, at: place) }
        if case .profile(let profile) = key {
            guard let property = catalogue.properties[profile] else { throw unknown(name, at: place) }
            guard !property.isArchived else {
                throw PersonalTextError(ContactError.archivedProperty(key: name).explanation, at: place)
            }
        }
        return key
    }

    private func unknown(_ name: String, at place: Range<Int>) -> PersonalTextError {
        let nearest = catalogue.nearestKey(to: name)?.description
        return PersonalTextError(ContactError.unknownProperty(key: name, nearest: nearest).explanation, at: place)
    }

    /// Reads `default: "there"`, in which \ stands before quotes and itself; nil where it is something else.
    private static func standIn(_ written: String) -> String? {
        guard written.hasPrefix("default") else { return nil }
        let rest = written.dropFirst("default".count).trimmed
        guard rest.hasPrefix(":") else { return nil }
        var scalars = rest.dropFirst().trimmed.unicodeScalars[...]
        guard scalars.count >= 2, scalars.popFirst() == "\"", scalars.popLast() == "\"" else { return nil }
        var text = String.UnicodeScalarView()
        while let scalar = scalars.popFirst() {
            if scalar == "\"" { return nil }
            guard scalar == "\\" else {
                text.append(scalar)
                continue
            }
            guard let escaped = scalars.popFirst(), escaped == "\"" || escaped == "\\" else { return nil }
            text.append(escaped)
        }
        return String(text)
    }

    private func isPair(_ sign: Unicode.Scalar, at index: Int) -> Bool {
        index + 1 < scalars.count && scalars[index] == sign && scalars[index + 1] == sign
    }

    /// Where the next pair of a sign stands, or the end of the text.
    private func start(of sign: Unicode.Scalar, from start: Int) -> Int {
        (start..<scalars.count).first { isPair(sign, at: $0) } ?? scalars.count
    }

    private func text(_ range: Range<Int>) -> String {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars[range])
        return String(text)
    }
}
