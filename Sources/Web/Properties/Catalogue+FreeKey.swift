import Domain

extension Catalogue {
    /// A free key that reads like the name of a property: `Shoe size` becomes `shoeSize`.
    func freeKey(for name: String) -> String {
        let words = name.split { !$0.isLetter && !$0.isNumber }
        let joined = words.enumerated().map { index, word in
            index == 0 ? word.lowercased() : word.prefix(1).uppercased() + word.dropFirst()
        }.joined()
        let plain = String(joined.drop { $0.isNumber }.prefix(40))
        let start = PropertyKey.isProfileName(plain) && plain.utf8.count <= 60 ? plain : "property"
        func isFree(_ key: String) -> Bool {
            BuiltInKey(rawValue: key) == nil && PropertyKey(key) == .profile(key) && properties[key] == nil
        }
        return ([start] + (2...Property.limit + 2).map { "\(start)\($0)" }).first(where: isFree) ?? start
    }
}
