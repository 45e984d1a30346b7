/** SortableJS 1.14, as far as scripts of pages use it. */
declare class Sortable {
    constructor(element: HTMLElement, options?: SortableOptions);
    static create(element: HTMLElement, options?: SortableOptions): Sortable;
    toArray(): string[];
    sort(order: string[], useAnimation?: boolean): void;
    option<Name extends keyof SortableOptions>(name: Name, value: SortableOptions[Name]): void;
    destroy(): void;
}

interface SortableOptions {
    animation?: number;
    dataIdAttr?: string;
    disabled?: boolean;
    draggable?: string;
    dragClass?: string;
    chosenClass?: string;
    ghostClass?: string;
    filter?: string;
    group?: string;
    handle?: string;
    onStart?(event: SortableEvent): void;
    onUpdate?(event: SortableEvent): void;
    onEnd?(event: SortableEvent): void;
}

interface SortableEvent {
    item: HTMLElement;
    from: HTMLElement;
    to: HTMLElement;
    oldIndex?: number;
    newIndex?: number;
}
