/// Many terms as they were given: a contact is meant if one of them leads to it.
package struct TermQuestion: Hashable, Sendable {
    package var terms: PastedTerms
    /// The key in which they are looked for; nil for all identities.
    package var key: String?
    package var match: TermMatch

    package init(_ terms: PastedTerms, key: String? = nil, match: TermMatch = .exact) {
        self.terms = terms
        self.key = key
        self.match = match
    }

    /// Says what is meant in an organization; `phone` reads a number in E.164, as people of its country write it.
    package func resolved(in catalogue: Catalogue, phone: (String) -> String?) throws(TermsError) -> ContactTerms {
        ContactTerms(terms.texts, in: try place(in: catalogue), match, phone: phone)
    }

    /// Where the terms are looked for.
    package func place(in catalogue: Catalogue) throws(TermsError) -> TermPlace {
        try TermPlace(key, in: catalogue)
    }
}

extension TermPlace {
    /// Reads a key's name; nil is all identities. Throws `TermsError` where no terms can be looked for in it.
    package init(_ name: String?, in catalogue: Catalogue) throws(TermsError) {
        guard let name else {
            self = .identities
            return
        }
        guard let key = PropertyKey(name), let type = catalogue.type(of: key) else {
            throw .unknownKey(name, nearest: catalogue.nearestKey(to: name))
        }
        guard key.holdsTerms(as: type) else { throw .notSought(key) }
        self = .key(key)
    }
}

extension PropertyKey {
    fileprivate func holdsTerms(as type: PropertyType) -> Bool {
        switch (self, type) {
        // A filter finds who is of a kind, and tags have names of their own.
        case (.builtIn(.kind), _), (.builtIn(.tags), _): false
        case (_, .text), (_, .select), (_, .list): true
        case (.profile, .number), (.profile, .date), (.profile, .listOfNumber): true
        case (.builtIn, .number), (.builtIn, .date), (.builtIn, .listOfNumber): false
        case (_, .boolean), (_, .datetime): false
        }
    }
}
