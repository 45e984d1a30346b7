/** uPlot 1.6, as far as scripts of pages use it. Its x is in seconds where an axis is of time. */
declare class uPlot {
    constructor(options: uPlot.Options, data: uPlot.Data, parent: HTMLElement);
    setData(data: uPlot.Data): void;
    setSize(size: { width: number; height: number }): void;
    destroy(): void;
    redraw(rebuildsPaths?: boolean): void;
    setCursor(place: { left: number; top: number }): void;
    valToPos(value: number, scale: string): number;
    static tzDate(date: Date, zone: string): Date;
    readonly root: HTMLElement;
    readonly cursor: { idx?: number | null; left?: number; top?: number };
    readonly data: uPlot.Data;
}

declare namespace uPlot {
    type Data = [xs: number[], ...ys: (number | null)[][]];
    type Paint = string | ((plot: uPlot) => string);

    interface Options {
        width: number;
        height: number;
        class?: string;
        series: Series[];
        axes?: Axis[];
        scales?: Record<string, Scale>;
        cursor?: { show?: boolean; y?: boolean; drag?: { x?: boolean; y?: boolean }; points?: { show?: boolean; size?: number } };
        legend?: { show?: boolean; live?: boolean };
        padding?: [top: number | null, right: number | null, bottom: number | null, left: number | null];
        hooks?: Record<string, ((plot: uPlot) => void)[]>;
        tzDate?(seconds: number): Date;
    }

    interface Series {
        label?: string;
        stroke?: Paint;
        fill?: Paint;
        width?: number;
        dash?: number[];
        scale?: string;
        show?: boolean;
        points?: { show?: boolean; size?: number };
        value?(plot: uPlot, value: number | null): string;
    }

    interface Axis {
        show?: boolean;
        scale?: string;
        stroke?: Paint;
        font?: string;
        size?: number;
        grid?: { show?: boolean; stroke?: Paint; width?: number };
        ticks?: { show?: boolean; stroke?: Paint; width?: number };
        values?(plot: uPlot, splits: number[]): string[];
    }

    interface Scale {
        time?: boolean;
        range?: [number, number] | ((plot: uPlot, low: number, high: number) => [number, number]);
    }
}
